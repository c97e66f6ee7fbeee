"""How two texts are compared where somebody searches: what looks alike is alike, and punctuation parts words."""

from __future__ import annotations

import re
import unicodedata

# Traditional characters in common use, and below each the simplified one of the catalogues.
TRADITIONAL = (
    "萬與專業東絲兩個箇豐臨為麗舉麼義樂習鄉書買於雲產親從們價眾優會傳體餘兒蘭關養內寫軍農決況準減幾憑齣劃則剛創別彆製"
    "劇辦務動勵勞區醫昇陞華協單賣衛曆歷廈縣參雙發髮變隻檯臺颱號閤後嚮嗎啟員週諮迴團糰園睏圍國場處備復複夠頭夾獎娛學寧"
    "實審傢對導爾侷層屆屬歲崗佈師帶幫乾幹榦並併倖廣慶庫應開強歸噹當錄徑懷態總戀戲戶纔釦執擴摺護報擔擁撥換據蒐數斷無時"
    "顯晉暫朮術機權條來傑構標樣檔檢殘畢漢沒濟遊滿濱灘靈點愛牽狀獻環現電療蓋礦碼碩確禮離種積稱稅競筆築簽籤簡類係繫緊紅"
    "約級納紛線組細織紹經結給絡統繼績續綜綠緩緣繽繳網職聯捨藝節囌甦蘇範薦榮藥蓮獲穫營濛矇補錶見觀規覽譽計訂認訓議記設"
    "証證評試話詢語說請讀誰貢財責賢賬質購貼貴貸貿費資賽車轉輪較輛輩邊遼達遷過運還這進連適選郵鄭裡針錢銀鏈銷鍵長門問閑"
    "閒間聞隊際陝險難麵頁頂項順須鬚預領題額飛館馬駐驛驗騎鷹齡"
)
SIMPLIFIED = (
    "万与专业东丝两个个丰临为丽举么义乐习乡书买于云产亲从们价众优会传体余儿兰关养内写军农决况准减几凭出划则刚创别别制"
    "剧办务动励劳区医升升华协单卖卫历历厦县参双发发变只台台台号合后向吗启员周咨回团团园困围国场处备复复够头夹奖娱学宁"
    "实审家对导尔局层届属岁岗布师带帮干干干并并幸广庆库应开强归当当录径怀态总恋戏户才扣执扩折护报担拥拨换据搜数断无时"
    "显晋暂术术机权条来杰构标样档检残毕汉没济游满滨滩灵点爱牵状献环现电疗盖矿码硕确礼离种积称税竞笔筑签签简类系系紧红"
    "约级纳纷线组细织绍经结给络统继绩续综绿缓缘缤缴网职联舍艺节苏苏苏范荐荣药莲获获营蒙蒙补表见观规览誉计订认训议记设"
    "证证评试话询语说请读谁贡财责贤账质购贴贵贷贸费资赛车转轮较辆辈边辽达迁过运还这进连适选邮郑里针钱银链销键长门问闲"
    "闲间闻队际陕险难面页顶项顺须须预领题额飞馆马驻驿验骑鹰龄"
)
_SIMPLIFIED = str.maketrans(TRADITIONAL, SIMPLIFIED)
# Letters apart from the rest: 「zufang补贴」 are two words.
_WORD = re.compile(r"[a-z]+|[^\W_a-z]+")


def folded(text: str) -> str:
    """Full-width and half-width, capital and small, traditional and simplified are the same to a search."""
    return unicodedata.normalize("NFKC", text).casefold().translate(_SIMPLIFIED)


def words(text: str) -> list[str]:
    """The folded words of a text, parted by spaces and punctuation."""
    return _WORD.findall(folded(text))

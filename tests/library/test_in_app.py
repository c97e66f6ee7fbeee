"""Which app a browser belongs to, by what it calls itself."""

import pytest

from policies.library.in_app import app_of

IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148"


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (f"{IPHONE} MicroMessenger/8.0.49(0x18003137) NetType/WIFI Language/zh_CN", "微信"),
        (f"{IPHONE} wxwork/4.1.20 MicroMessenger/7.0.1 Language/zh", "企业微信"),
        (f"{IPHONE} AlipayDefined(nt:WIFI) AlipayClient/10.5.96", "支付宝"),
        (f"{IPHONE} AliApp(DingTalk/7.5.0) com.laiwang.DingTalk/28", "钉钉"),
        (f"{IPHONE} QQ/9.0.60.630 V1_IPH_SQ", "QQ"),
        (f"{IPHONE} Version/17.5 Safari/604.1", ""),
        ("Mozilla/5.0 (Linux; U; Android 13; zh-cn) Version/4.0 Chrome/109 MQQBrowser/14.9 Mobile Safari/537.36", ""),
        ("", ""),
    ],
)
def test_apps_are_told_from_browsers(user_agent, name):
    assert app_of(user_agent) == name

"""The rules by which money is found, each with what it must find and what it must not."""

from __future__ import annotations

from dibao.rules import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        "money.amount",
        "money",
        "A number with a currency word after it or 人民币 before it; bounds outside go to mod.",
        (
            "县里拨付[2000万元](money=20000000 CNY)修路。",
            "收受[人民币1.17亿余元](money=117000000 CNY MORE_THAN)。",
            "合同价[壹佰贰拾万元整](money=1200000 CNY)。",
            "耗资近[300万元](money=3000000 CNY LESS_THAN)。",
            "年收入在[10万元](money=100000 CNY EQUAL_OR_MORE)以上。",
            "最高可补贴[5万元](money=50000 CNY EQUAL_OR_LESS)。",
            "产业规模达[千亿元](money=100000000000 CNY)。",
            "花了[几十万元](money=100000..1000000 CNY)。",
            "票价[三块五毛钱](money=3.5 CNY)。",
            "出口额约[3.5亿美元](money=350000000 USD APPROX)，进口[港币两千元](money=2000 HKD)。",
            "每亩补助[1万600元](money=10600 CNY)。",
        ),
        (
            "五角大楼发言人讲话。",
            "会议推迟五分钟。",
            "破除城乡二元结构，走多元化的路子。",
            "元旦和元月照常营业，公元二百年有一位状元。",
            "第三单元满分10分，他十分满意。",
            "工地上摆着三块石头。",
            "19个欧元区国家参会，单位：万元。",
            "全县新增人口3万。",
        ),
    ),
    Rule(
        "money.sign",
        "money",
        "A currency sign or code before the number.",
        (
            "每箱售价[￥3,000](money=3000 CNY)。",
            "报价[US$3.5亿](money=350000000 USD)，另付[HK$200](money=200 HKD)。",
            "门票[€12](money=12 EUR)。",
        ),
        ("型号A$X。",),
    ),
    Rule(
        "money.range",
        "money",
        "Two amounts joined by 至, 到 or a dash, or two neighbouring digits, are one span with min and max.",
        (
            "每户补助[200万至300万元](money=2000000..3000000 CNY)。",
            "奖励[1-3万元](money=10000..30000 CNY)。",
            "月薪[3000元—5000元](money=3000..5000 CNY)。",
            "投资[3、4亿元](money=300000000..400000000 CNY)。",
            "卖了[8500到3万港元](money=8500..30000 HKD)。",
        ),
        ("第3至5页。",),
    ),
    Rule(
        "money.list",
        "money",
        "Amounts of a list that share the currency word, and the magnitude, of its last one.",
        (
            "投资[3000万](money=30000000 CNY)和[1.2亿元](money=120000000 CNY)。",
            "三家分别捐款[20](money=200000 CNY)、[30](money=300000 CNY)和[50万元](money=500000 CNY)。",
        ),
        ("第1、2和3组同时开工。",),
    ),
    Rule(
        "money.bare",
        "money",
        "A number in 万 or 亿 without a currency word, where a word beside it says that money moves.",
        (
            "力争引资[160亿](money=16000000000 CNY)。",
            "[六十万](money=600000 CNY)巨款修桥。",
            "被指控贪污[1047万](money=10470000 CNY)、受贿[435万](money=4350000 CNY)。",
        ),
        ("投资20万平方米的厂房。", "投入20万人次。", "全县有投资者20万。", "年产水泥300万吨。"),
    ),
    Rule(
        "money.header",
        "money",
        "A bare number whose unit stands in a header: above its table or column, or in its label.",
        (
            "发行总额（亿）[10.00](money=1000000000 CNY)",
            "合同金额（万元）：[320.5](money=3205000 CNY)",
            "单位：万元\n项目\t预算数\t完成率（%）\n办公费\t[1,200.50](money=12005000 CNY)\t98.3\n",
        ),
        ("单位：人\n学校\t人数\n一中\t1,200\n", "容量（升）：320.5"),
    ),
)

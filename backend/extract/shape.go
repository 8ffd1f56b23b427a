package extract

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// Forms that blame whatever the words in them: what stands behind a predicate to say how long or how much, what is nought that
// should not be, what falls that should rise, what others did about it.

// What a complement is made of, from its end on: 停工已达4个月, 拖了八个月, 缺口三十多公里, 空置近半年, 只剩不到四个月.
const (
	complementTail = "了个多余月年天日周次成处件起户里公米条座项宗例名人栋块点亩元分位张份度季万亿以上左右之久%"
	complementNum  = "0123456789.,一二两三四五六七八九十百千半几"
	complementHead = "已达超过满近约了长至足都整不到"
)

// unmeasured is a segment without how long or how much stands at its end and the quotation marks behind its predicate.
func unmeasured(seg string) string {
	seg = strings.TrimRight(seg, "”）")
	within := func(set string) func(rune) bool {
		return func(c rune) bool { return strings.ContainsRune(set, c) }
	}
	counted := strings.TrimRightFunc(seg, within(complementTail))
	rest := strings.TrimRightFunc(counted, within(complementNum))
	if rest == counted {
		return strings.TrimSuffix(seg, "了")
	}
	if rest = strings.TrimRightFunc(rest, within(complementHead)); len(rest) < len("停工") {
		return seg
	}
	return strings.TrimRight(rest, "”）")
}

// sluggish tells whether a segment ends in an adjective that blames by itself: 整治慢, 抗风险能力弱.
func sluggish(seg string) bool {
	c, n := utf8.DecodeLastRuneInString(seg)
	return strings.ContainsRune("慢弱差乱窄浅脏难", c) && len(seg) > 2*n && !hasAnySuffix(seg, "减慢", "减弱", "温差", "时差", "价差", "出差", "逆差", "攻坚克难", "破难", "解难", "不难", "纾难", "灾难", "遇难", "疑难", "排忧解难", "克难", "除难")
}

// shapeFault is a form that blames wherever it stands.
var shapeFault = regexp.MustCompile(`(?:投资|外资|收入|产值|增速|增幅|入库数|项目数|企业数|(?:巡\p{Han}|走访|检查|调度|培训|活动)次数|利润|总额)\p{Han}{0,3}为?(?:零|负)(?:数|增长)?$|(?:增速|增幅|增长|投资|收入|利润)为?(?:负|-)\d` +
	`|零(?:签约|开工|落地|投入|申报|上报|推进)|第\d{1,2}[名位](?:下滑|下降|跌|滑落|退)[到至]|(?:回到|降为|降到|退回)了?劣|Ⅱ类(?:降|下降|退)[为到至]Ⅲ类` +
	`|(?:刚过|不足|不到)\p{Han}{0,8}(?:[一二三四五六七两]成|[二三四五]分之一|一半)|等次为“?差|(?:工业|投资|收入|增加值|产值|零售额|出口|税收|财政)\p{Han}{0,8}(?:掉|跌|下降|下滑|缩水)了?\p{Han}?[一二三四五六七八九两]成` +
	`|被\p{Han}{0,14}(?:打回|扣分|曝光|约谈|挂牌督办|亮黄牌|亮红牌|退回)|列入“?(?:黑榜|整改类|“黑榜”)|违规(?:使用|储存|停放|占用|存放|堆放|销售|经营|搭建|操作|作业|排放)`)

// shapeHints are what shapeFault looks for.
var shapeHints = newWords(strings.Fields("为零 为负 负增长 负数 投资负 增速负 入负 润负 投资- 增速- 为- 零签约 零开工 零落地 零投入 零申报 零上报 零推进 名下 名跌 名滑 名退 位下 位跌 位滑 位退 劣 Ⅲ类 一成 二成 三成 四成 五成 六成 七成 八成 九成 两成 分之一 一半 为差 为“差 打回 扣分 曝光 约谈 挂牌督办 亮黄牌 亮红牌 退回 黑榜 整改类 违规"))

// failing tells whether a segment has a form that blames wherever it stands.
func failing(seg string) bool { return shapeHints.within(seg) && shapeFault.MatchString(seg) }

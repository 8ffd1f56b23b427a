package extract

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// Forms that blame whatever the words in them: what stands behind a predicate to say how long or how much, what is nought that
// should not be, what falls that should rise, what others did about it.

// complement is how long or how much at the end of a segment: 停工已达4个月, 拖了八个月, 缺口三十多公里, 空置近半年.
var complement = regexp.MustCompile(`(?:[已达超满近约了长至足都过]|整整|不到|不足)*(?:[\d.,]+|[一二两三四五六七八九十百千万半几]+)(?:[多余]|%)?(?:[个万亿][多余]?)?(?:月|年|天|日|周|季度|次|成|处|件|起|户|公里|米|条|座|项|宗|例|名|人|栋|块|点|亩|元|分|位|张|份)?[多余]?(?:以上|左右|之久)?了?$`)

// unmeasured is a segment without the complement and the quotation marks behind its predicate.
func unmeasured(seg string) string {
	seg = strings.TrimRight(seg, "”）")
	end := tail(seg, 12)
	if !strings.ContainsAny(end, "0123456789一二两三四五六七八九十百千半几") {
		return strings.TrimSuffix(seg, "了")
	}
	if m := complement.FindStringIndex(end); m != nil && m[0]+len(seg)-len(end) >= len("停工") {
		return strings.TrimRight(seg[:len(seg)-len(end)+m[0]], "”）")
	}
	return seg
}

// sluggish tells whether a segment ends in an adjective that blames by itself: 整治慢, 抗风险能力弱.
func sluggish(seg string) bool {
	c, n := utf8.DecodeLastRuneInString(seg)
	return strings.ContainsRune("慢弱差乱窄浅脏", c) && len(seg) > 2*n && !hasAnySuffix(seg, "减慢", "减弱", "温差", "时差", "价差", "出差", "逆差", "脏乱差")
}

// shapeFault is a form that blames wherever it stands.
var shapeFault = regexp.MustCompile(`(?:投资|外资|收入|产值|增速|增幅|入库数|项目数|企业数|次数|人数|利润|总额)\p{Han}{0,3}为?(?:零|负)(?:数|增长)?$|(?:增速|增幅|增长|投资|收入|利润)\p{Han}{0,2}(?:负|-)\d` +
	`|零(?:签约|开工|落地|投入|申报|上报|推进)|第\p{Han}{0,1}\d{1,2}[名位](?:下滑|下降|跌|滑落|退)[到至]|(?:回到|降为|降到|退回)了?劣|Ⅱ类(?:降|下降|退)[为到至]Ⅲ类` +
	`|(?:刚过|不足|不到)\p{Han}{0,8}(?:[一二三四五六七两]成|[二三四五]分之一|一半)|等次为“?差|(?:工业|投资|收入|增加值|产值|零售额|出口|税收|财政)\p{Han}{0,8}(?:掉|跌|下降|下滑|缩水)了?\p{Han}?[一二三四五六七八九两]成` +
	`|被\p{Han}{0,14}(?:打回|扣分|曝光|约谈|挂牌督办|亮黄牌|亮红牌|退回|查处|处罚|复议纠错)|列入“?(?:黑榜|整改类|“黑榜”)|领取了?“?蜗牛|(?:居民|群众|市民|商户)\p{Han}{0,8}还要[跑等走]|违规(?:使用|储存|停放|占用|存放|堆放|销售|经营|搭建|操作|作业|排放)`)

// shapeHints are what shapeFault looks for.
var shapeHints = newWords(strings.Fields("零 负 -1 -2 -3 -4 -5 -6 -7 -8 -9 -0 滑到 滑至 下降到 降至 跌到 跌至 退到 退至 滑落 劣 Ⅲ类 刚过 不足 不到 为差 为“差 成 被 列入 领取 还要 违规"))

// failing tells whether a segment has a form that blames wherever it stands.
func failing(seg string) bool { return shapeHints.within(seg) && shapeFault.MatchString(seg) }

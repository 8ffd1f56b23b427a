package extract

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"taizhang/backend/ledger"
)

// Where a text has turned to what is wanting, the form of a segment's end tells it, whatever its words: 不熟悉, 未修,
// 偏紧, 跟不上, 屡治屡返.
var (
	// figureFault is a figure that blames by itself: 仅完成3.1公里, 退单率高达17.3%.
	figureFault = regexp.MustCompile(`(?:连续|至今|已有?|近)[\p{Han}\d]{1,5}(?:个?月|年|周|天|季度)(?:都|也)?(?:没有?|未)(?:签|新|开|完|召|报|研|专|落|动|有|达|实|清|整|解|修|办|兑|更|推|进|组)|率(?:仅|只|才|不足|不到)\d|(?:投诉|诉求|信访|来访|越级访|警情|发案|事故|退单|差评|重复件|不满意件)\p{Han}{0,10}(?:居|列|排名?)全[市区县]\p{Han}{0,6}(?:首位|第一|前列|前[一二三四五])|才\d{1,2}(?:\.\d)?%|(?:仅|只)有?[一二三四五两]成|(?:仅|只)(?:有|为|达|占|完成|建成|开工|拨付|支付|整改|办结|上报|实现|到位|到现场|召开|研究|开展|立案|查处|走访|调度)\p{Han}{0,8}\d|(?:收入|投资|增加值|产值|零售额|零售总额|利润|税收|产量|进出口|到位资金)\p{Han}{0,6}(?:下降|下滑|回落|减少|负增长)\d|(?:^|[^共])发生[\p{Han}“”]{0,12}\d+(?:起|批次|例|宗)|比(?:全|平均|上)\p{Han}{0,8}低\d|(?:增速|增幅|增长率)\p{Han}{0,8}由\D{0,12}\d[\d.]*%(?:回落|下滑|下降|放缓|收窄)[到至]|(?:还|仍|尚)有\d+\p{Han}{1,6}(?:没有|没|未)|(?:不满意|不合格|退单|重复\p{Han}{0,4}|超期|超时|逾期|空置|流失|缺勤|闲置|差评|投诉|差错|返工|超标|积压|迟报|漏报)率(?:仍|还)?(?:高达|达到?|为|升至|上升)`)
	slights     = regexp.MustCompile(`重\p{Han}{2,4}[、，]?轻\p{Han}{2,4}$`) // 重建设、轻管护
	// elaborates is how a segment begins that only goes on about what the one before says is wanting.
	elaborates = regexp.MustCompile(`^(?:差距|[扣失]\d+(?:\.\d+)?分|如|例如|比如|被|[已均都]已?[^经有]|截[至止]|在(?:\d|全[市区县旗州])|[仍还尚未列居排位比较经至且仅只达被距处甚没缺均都]|工期|进度|效果|成效|手续|低于|高于|落后|滞后|连续[两二三四五六七八九十\d]|同比|环比|不[及如足到]|没有|造成|导致|影响|与.{0,24}(?:相比|差距)|长期|多次|屡|逾期|超期|严重|名列|其中|主要|特别是|尤其是|两次|三次|多年|占全|占总|(?:群众|市民)(?:反映|有|举报|意见|投诉|不|颇|多有)|家长|居民(?:多次|反映|意见|颇)|企业职工|教训|全[市区县旗州](?:排名|垫底|倒数|最|末)|比全|排在|拖了|已逼近|与.{0,24}(?:落差|距离)|最长|最多|最高|最大|最久|致使|以致|[按照](?:这个|此|目前|当前)|在\p{Han}{2,8}中(?:被|列|排|垫))`)
)

// instance is how a segment begins that gives an instance of the fault before it, 一个林地手续跑了四个月, or the share of a plan that has
// been done: 完成年度计划的38%.
var instance = regexp.MustCompile(`^(?:有的)?一[个件份项张座条起]\p{Han}{1,8}[跑拖等花办反修走]了|^完成(?:了)?(?:年度|全年|年初)?(?:计划|目标|任务|目标任务)的?\d`)

// What figureFault looks for, beside a digit and by itself: looking for it first is much cheaper than an expression that finds nothing.
var (
	figureHints = newWords(strings.Fields("居全 列全 排全 排名全 一成 二成 三成 四成 五成 两成 不满意率 不合格率 退单率 超期率 超时率 逾期率 空置率 流失率 缺勤率 闲置率 差评率 投诉率 差错率 返工率 超标率 积压率 迟报率 漏报率 重复 月没 年没 周没 天没 季度没 月未 年未 周未 天未 季度未"))
	digitHints  = newWords(strings.Fields("率不足 率不到 率才 仅 只 还有 仍有 尚有 收窄 放缓 才1 才2 才3 才4 才5 才6 才7 才8 才9 比全 比平均 比上 发生 下降 下滑 回落 减少 负增长"))
)

// blamesByFigure tells whether a segment has a figure that blames by itself.
func blamesByFigure(seg string) bool {
	return (figureHints.within(seg) || strings.ContainsAny(seg, "0123456789") && digitHints.within(seg)) && figureFault.MatchString(seg)
}

// longest is how many bytes a segment may have for its form to be looked at: no sentence of the genre is as long, and what
// is longer is no sentence.
const longest = 900

// wants tells whether a segment ends in a form that says something is wanting.
func (r *reader) wants(seg string) bool {
	if len(seg) > longest || hasAnySuffix(seg, "前所未有", "来之不易") || asks(seg) || warnsOf(seg) || forbids(seg) || r.removes(seg) {
		return false
	}
	seg = unmeasured(seg)
	if n := r.x.wanting.ending(seg); n > 0 && !denied(seg[:len(seg)-n]) || sluggish(seg) || r.plainFault(seg) && (!r.imperative(seg) || blamesByFigure(seg)) || hasAny(tail(seg, 6), "难以", "无人", "无法", "无专", "了又", "没人") || strings.Contains(seg, "重") && slights.MatchString(seg) || repeats(seg) {
		return true
	}
	end := tail(seg, 8)
	if i := strings.LastIndex(end, "没有"); i >= 0 && i+len("没有做") < len(end) && !hasAnyPrefix(end[i:], "没有发生", "没有出现", "没有一", "没有反弹", "没有问题", "没有死角", "没有例外", "没有终点", "没有完成时", "没有最好", "没有捷径", "没有退路", "没有上访", "没有事故", "没有变", "没有改变", "没有干不", "没有办不", "没有过不") {
		return true
	}
	if i := strings.LastIndex(end, "未"); i >= 0 && i+len("未") < len(end) && !hasAnyPrefix(end[i:], notYet...) {
		return true
	}
	if i := strings.Index(seg, "未"); i >= 0 && i <= 24 && len(seg)-i >= len("未专题") && !hasAnyPrefix(seg[i:], notYet...) {
		return true
	}
	if i := strings.LastIndex(end, "无"); i >= 0 && i+len("无洗") < len(end) && !hasAnyPrefix(end[i:], "无障碍", "无异常", "无投诉", "无事故", "无死角", "无缝", "无隐患", "无垃圾", "无污染", "无差别", "无纸化", "无遗漏", "无人机", "无偿", "无违", "无证明", "无欠薪", "无疫", "无漂浮", "无烟", "无新增", "无上访", "无案", "无重大", "无小事", "无大事", "无违", "无违规", "无较大", "无逾期", "无积水", "无破损", "无一", "无赴", "无越级", "无森林", "无焚烧", "无本土", "无伤亡", "无火灾") {
		return true
	}
	end = tail(seg, 4)
	i := strings.LastIndex(end, "不")
	return i >= 0 && i+len("不") < len(end) && r.x.nots.prefix(end[i:]) == 0 && r.x.nots.prefix(tail(seg, 8)) == 0
}

// denied tells whether what follows words is said not to be: 没有一户|反弹, 春节不|停工.
func denied(before string) bool {
	return hasAnySuffix(strings.TrimSuffix(before, "“"), "没有一户", "没有一起", "没有一例", "没有一处", "无一户", "无一起", "无一例", "无一处", "无一", "未", "不", "零", "没有", "无", "未再", "不再", "未出现", "未发生", "不是", "杜绝", "防止", "避免", "不能", "不搞")
}

// notYet are words with 未 that blame nobody.
var notYet = []string{"未来", "未成年", "未雨", "未发生", "未出现", "未发现", "未反弹", "未列入", "未央", "未经", "未诉先办"}

// tail is the last n characters of s.
func tail(s string, n int) string {
	at := len(s)
	for ; n > 0 && at > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:at])
		at -= size
	}
	return s[at:]
}

// plainFault tells whether a segment blames by its form wherever it stands.
func (r *reader) plainFault(seg string) bool {
	if len(seg) > longest {
		return false
	}
	return r.x.ends.ending(seg) > 0 || blamesByFigure(seg) || failing(seg) || repeats(seg)
}

// repeats tells whether a segment ends in 屡治屡返, 屡禁不绝 or its like.
func repeats(seg string) bool {
	const ju = "屡"
	end := seg[max(0, len(seg)-4*len(ju)):]
	return len(end) == 4*len(ju) && strings.HasPrefix(end, ju) && hasAnyPrefix(end[2*len(ju):], ju, "不")
}

// mendedShape is how words say that nothing is wanting any more, or that an inspection has seen to it.
var mendedShape = regexp.MustCompile(`未发现\p{Han}{0,6}(?:隐患|问题|异常)|(?:已|均已|现已|全部).{0,12}(?:整改|恢复|修复|解决)(?:到位|完成|完毕|了)?|已(?:当场)?责令|责令其|曾.{0,40}已`)

var quotedDone = regexp.MustCompile(`“已[^”]{0,24}”`)

// mended tells whether a text tells of such.
func mended(s string) bool {
	if strings.Contains(s, "“已") {
		s = quotedDone.ReplaceAllString(s, "") // so it was called: 上报的“已整改”点位，仅7处真正完成
	}
	return len(s) <= longest && hasAny(s, "已", "发现", "责令") && mendedShape.MatchString(s) && !strings.Contains(s, "但")
}

// statesAim is in the sentence that a plan or a list begins with: 为…，制定本清单.
var statesAim = regexp.MustCompile(`(?:特?制[定订]|编制|印发)(?:以下|本|如下)|特制[定订]`)

// aside reads sentences that give an aim, threaten, or tell of faults that are mended.
func (r *reader) aside(c *clause) bool {
	text := r.text(c)
	if len(text) > longest {
		return false
	}
	aims := c.opening && strings.Contains(text, "制") && statesAim.MatchString(text) && c.subject.none()
	forecast := weather.MatchString(text[:min(len(text), 90)]) || strings.HasPrefix(text, "据") && hasAny(text[:min(len(text), 60)], "预测", "预报", "预计", "研判") && !r.underProblems() || hasAnyPrefix(r.s[c.start:c.end], "据悉", "据了解", "据介绍", "另据了解", "据统计") || statesGoal(text) || r.preface(c)
	done := (r.underProblems() || hasAny(text, "发现的", "曾")) && mended(text)
	said := r.asking() && strings.Contains(text, "，是") && !orders(r.s[c.core:c.end]) && c.subject.none() && !hasAny(text, "要")
	if c.marked && c.opening && !r.underProblems() && strings.HasPrefix(text, "关于") && strings.HasSuffix(text, "问题") && c.stop != "；" {
		if fault := r.rectified(c); fault.end > 0 {
			r.faults(c, plain([]span{fault}), fault, "shortcoming-listed")
			return true
		}
		r.mark(c.start, c.end, ledger.ThemeHead)
		return true
	}
	said = said || strings.Contains(text, "不是") && hasAny(text, "是为了", "而是", "就是要") && !r.faulty(text)
	said = said || r.oneself(text)
	if !aims && !forecast && !done && !said && !(hasAnyPrefix(text, "凡", "对") && threatens.MatchString(text)) {
		return false
	}
	r.mark(c.start, c.end, ledger.Narrative)
	return true
}

// weather is how a sentence tells what is forecast, which asks for nothing: 今年第一场雪气象部门预报在11月中旬.
var weather = regexp.MustCompile(`^[^，要]{0,14}(?:气象|水文)(?:部门|台|局)(?:预报|预测|预计)`)

// oneself tells whether words are those of one person who speaks for nobody else: 我跑了三趟. 我镇 and 我们 speak for a unit.
func (r *reader) oneself(text string) bool {
	rest, cut := strings.CutPrefix(strings.TrimPrefix(text, "“"), "我")
	if strings.HasPrefix(text, "谁") {
		return true
	}
	return cut && (r.x.adverbs.prefix(rest) > 0 || hasAnyPrefix(rest, "在", "跑", "是", "去", "想", "觉得", "住", "来", "家", "这")) && !hasAnyPrefix(rest, "将", "会") && r.art.author == nil
}

// statesGoal tells whether a text only says what was aimed at: 年初，区委提出满意率达到96%以上的工作目标.
func statesGoal(text string) bool {
	return !hasAny(text, "完成了", "实现了", "超额") && (hasAnySuffix(text, "目标", "目标任务", "任务目标") && hasAny(text, "提出", "确定", "明确", "下达", "定下") ||
		strings.Contains(text, "下达") && hasAny(text, "任务", "目标", "指标") && !strings.Contains(text, "完成"))
}

// preface tells whether a clause belongs to a paragraph that only leads to what follows, 现将有关情况通报如下：, or closes a
// report: 以上报告，请审议。
func (r *reader) preface(c *clause) bool {
	text := r.text(c)
	if hasAnyPrefix(text, "以上报告", "以上汇报", "以上请示", "特此", "专此", "恳请", "建请", "妥否", "当否") || hasAnySuffix(text, "请批评指正", "请予评议", "请予审议", "请审议", "请审阅", "请予审阅") {
		return true
	}
	if strings.Contains(text, "现将") && hasAnySuffix(text, "如下", "如下：") {
		return true
	}
	rest := r.s[c.end:min(len(r.s), c.end+600)]
	if i := strings.IndexByte(rest, '\n'); i >= 0 {
		rest = rest[:i]
	}
	last := rest[max(0, strings.LastIndex(strings.TrimSuffix(rest, "。"), "。")):]
	return strings.Contains(last, "现将") && hasAnySuffix(last, "如下：", "如下。", "如下", "请予评议。", "请予审议。")
}

// threatens is how a sentence tells what will happen to those who fail: 对推诿扯皮的，将严肃问责.
var threatens = regexp.MustCompile(`^(?:凡|对|对于)[^，]{2,40}(?:的|单位|部门|个人|干部)，.{0,20}(?:将|予以|一律).{0,24}(?:追责|问责|约谈|通报|处理|批评|责任|调查|停职|从严处理|不予审批|取消资格)$`)

// ownFault tells whether a segment that blames is an item of its own: it names a matter of its own, and does not only go on
// about the one before, 台账不清，整改率仅四成. Where semicolons part the items of a sentence, commas do not.
func (r *reader) ownFault(c *clause, before span, seg string) bool {
	if elaborates.MatchString(seg[:min(len(seg), 120)]) {
		return false
	}
	if hasAnyPrefix(seg, turns...) || ordinal(seg) > 0 {
		return true
	}
	if r.anonymous(c) && !unnamed(seg) {
		own, _ := r.x.weigh(seg)
		other, _ := r.x.weigh(r.s[before.start:before.end])
		return own >= 0 && other >= 0 && own != other // else it is what the same unnamed ones lack as well
	}
	if strings.Contains(seg, "排名") {
		return true
	}
	if c.marked && c.subject.none() && r.itemUnits == nil && r.underProblems() {
		return false
	}
	listed := c.stop == "；" || strings.HasSuffix(r.s[:c.start], "；")
	theme, _ := r.x.weigh(seg)
	if theme >= 0 && listed && counts(seg) {
		same, _ := r.x.weigh(r.s[before.start:before.end])
		return same != theme
	}
	return theme >= 0 || !listed && !counts(seg)
}

// counts tells whether a segment gives a figure: it is the evidence of what stands before it.
func counts(seg string) bool {
	return strings.ContainsAny(seg, "0123456789") && strings.ContainsAny(monthTold.ReplaceAllString(seg, ""), "0123456789")
}

var monthTold = regexp.MustCompile(`^\d{1,2}月份?`)

// bareQuestion is a segment that only says that what is wanting follows: 存在的不足，一是….
var bareQuestion = regexp.MustCompile(`^(?:但|不过)?(?:与|和|同|跟|对照|对标).{0,30}(?:相比|比)?[，]?(?:还|仍|也)?(?:有|存在)(?:不小|一定|较大|不少)?的?差距$|^(?:但)?(?:工作中|工作)?(?:也|还|仍)?(?:存在的?|有)?(?:主要|突出|一些|不少|一定)?的?(?:问题|不足|短板|差距|不足之处)(?:有|是)?$`)

// questions are the words that bring in what is wanting: 问题主要是, 差距在于, 美中不足的是.
var questions = func() *words {
	all := strings.Fields("问题： 问题， 不足： 不足， 短板： 短板， 差距： 差距， 主要表现在 主要表现为 反映较多的是 不足的是 改进的是 加强的是 提升的是")
	for _, noun := range strings.Fields("症结 病根 病灶 缺点 缺憾 遗憾 问题 不足 不足之处 短板 弱项 差距 欠缺 欠账 毛病 短处 软肋 薄弱环节 改进的地方 意见") {
		for _, verb := range strings.Fields("是 有 在 在于 也有 还有 表现在 表现为 体现在 集中在 反映在 主要是 主要有 主要在 主要表现在 主要体现在 主要集中在") {
			all = append(all, noun+verb)
		}
	}
	return newWords(all)
}()

// questioned is the length of such words at the head of a segment, with what leads to them: 但需要改进的是.
func questioned(seg string) int {
	at, n := questions.in(seg[:min(len(seg), 66)])
	if at < 0 || at > 30 || strings.ContainsAny(seg[:at], "，：、“（") || at > 0 && !hasAnySuffix(seg[:at], "的", "要", "出", "但", "其", "在", "主要", "突出", "共性", "明显", "存在", "反映", "待", "美中", "也", "还") {
		return 0
	}
	n += at
	for _, mark := range []string{"：", "，", "一是"} {
		if strings.HasPrefix(seg[n:], mark) {
			n += len(mark)
		}
	}
	return n
}

// compared is how a segment begins that holds a unit up against others.
func compared(seg string) bool {
	return hasAnyPrefix(seg, "与", "和", "同", "跟") && hasAnySuffix(seg, "相比", "相比较", "比", "比较")
}

// measured is how a segment begins that only names what a unit is held up against: 对照国家标准.
func measured(seg string) bool {
	seg = strings.TrimPrefix(seg, "但")
	return len(seg) <= len("对照上级确定的目标任务") && hasAnyPrefix(seg, "对照", "对标") && hasAnySuffix(seg, "标准", "要求", "目标", "任务", "先进", "指标", "期盼", "期待", "体系")
}

// pointed is how a segment says only that there is something wanting, which the next ones tell: 短板也很明显.
func (r *reader) pointed(seg string) bool {
	seg = strings.TrimPrefix(seg, "但")
	n := r.x.lacks.prefix(seg)
	return n > 0 && len(seg)-n <= len("也十分的明显") && hasAnySuffix(seg, "明显", "突出", "不少", "不容忽视", "也有", "也存在")
}

// threatened is a rule for those who will fail, and blames nobody yet: 逾期未完成的由市政府挂牌督办.
var threatened = regexp.MustCompile(`(?:未|逾期|超期|不力|拒不|拒绝|推诿|敷衍|虚报|弄虚作假|末位|靠后|后[两三五]位|不到位|不合格|不达标|滞后|不具备\p{Han}{2,8})\p{Han}{0,8}的(?:\p{Han}{0,10})?(?:，|一律|由|将|不得|予以|依法|依规|坚决|取消|启动|严肃|要?约谈|通报|挂牌|实行|扣|追究|问责|责令|停|下一)`)

// threats are words that threatened looks for: looking for them first is much cheaper.
var threats = newWords(strings.Fields("未 逾期 超期 不力 拒不 拒绝 推诿 敷衍 虚报 弄虚作假 末位 靠后 后两位 后三位 后五位 不到位 不合格 不达标 滞后 不具备"))

// warnsOf tells whether words say what those will meet with who fail, what would come of a mishap, or when one is likely.
func warnsOf(s string) bool {
	return strings.HasPrefix(s, "一旦") || hasAnySuffix(s, "高发期", "多发期", "易发期", "高发季") || len(s) <= longest && strings.Contains(s, "的") && threats.within(s) && threatened.MatchString(s)
}

// forbids tells whether words only say what must never be: 决不能视而不见.
func forbids(s string) bool {
	return len(s) <= longest && hasAny(s, "决不", "绝不", "切不", "万不") && forbidden.MatchString(s)
}

var forbidden = regexp.MustCompile(`[决绝切万]不(?:能|可|得|许|允许)\p{Han}{0,8}$`)

// forecasts tells whether words say how hard it will be to reach an aim.
func forecasts(s string) bool {
	return strings.Contains(s, "时间紧") && strings.Contains(s, "任务重") || len(s) <= longest && hasAnyPrefix(s, "完成", "实现", "达到", "要完成", "要实现", "但完成", "但实现", "但要", "但是") && forecast.MatchString(s)
}

// forecast is how hard it will be to reach an aim, which is no fault of anybody: 完成全年目标任务仍需付出艰苦努力.
var forecast = regexp.MustCompile(`^(?:但是?)?(?:要)?(?:完成|实现|达到)(?:全年|年度|年初|既定|预期|十)\p{Han}{0,14}(?:仍|还|尚)?(?:需|须|要|有|存在|面临|压力|任务|难度|形势)`)

package extract

import (
	"regexp"
	"strings"

	"taizhang/backend/ledger"
)

// Where a text has turned to what is wanting, the form of a segment's end tells it, whatever its words: 不熟悉, 未修,
// 偏紧, 跟不上, 屡治屡返.
var (
	wantingEnd = regexp.MustCompile(`(?:不\p{Han}{1,3}|未\p{Han}{0,6}?[修办建治改成整完开到]\p{Han}{0,2}|无(?:人|法|专)\p{Han}{0,3}|难以\p{Han}{1,5}|偏[慢低紧少弱高大长差窄多重散旧]|[\p{Han}]不[上起住了来通实准]|屡\p{Han}屡\p{Han}|差距\p{Han}{0,4}|短板\p{Han}{0,4}|有待\p{Han}{2,4}|打(?:了)?折扣|走(?:了)?样|两张皮|一阵风|一刀切|等靠要\p{Han}{0,4}|不了了之|模板化|形式化|慢半拍|拖沓|拖延|粗放|混乱|脏乱|零散|分散|受阻|停滞|落空|缺口\p{Han}{0,6}|超期|积压|流标|失管|失养|闲置|空置|淤积|裸露|外溢|直排|断头|脱管|漏管|遗漏|错漏|扯皮|堵点|难点|顽疾|欠账|空转)[”）\d.%个处件项起座条万亩多余]*$`)
	kindNots   = regexp.MustCompile(`不(?:断|停|误|减|松|变|错|少|漏|落|留|打烊|掉线|间断|动摇|放松|见面|跑腿|过夜|排队|上交|反弹|返贫|折不扣|可|得|能|仅|等|走样|失|缺|落下|添堵|求人|花钱|愁|限|含|超过|低于|少于|变形|出村|出镇|出区|出社区|出街|出户|息|懈|懈怠|力争|遗余力|忘|辍|动产|久|同|一)`)
	// figureFault is a figure that blames by itself: 仅完成3.1公里, 退单率高达17.3%.
	figureFault = regexp.MustCompile(`(?:迟迟|至今|仍|一直|尚|依然)(?:未|没有|没|无)|(?:仍|依然|继续)(?:为|是)?负增长|(?:仅|只)(?:有|为|达|占|完成|建成|开工|拨付|支付|整改|办结|上报|实现|到位)\p{Han}{0,8}\d|(?:不满意|不合格|退单|重复\p{Han}{0,4}|超期|超时|逾期|空置|流失|缺勤|闲置|差评|投诉|差错|返工|超标|积压|迟报|漏报)率(?:仍|还)?(?:高达|达到?|为|升至|上升)`)
	alwaysEnd   = regexp.MustCompile(`(?:同质化|(?:全[区市县省镇]|各\p{Han}{1,3})(?:最少|最低|最慢|最后|最差)|不认可|不满意|不配合|不熟悉|不掌握|不了解|不知情|不清楚|不履行|不到岗|不在岗|不反馈|不报送|模板化|简单化|粗放|打折扣|走样|跟不上|两张皮|屡\p{Han}屡\p{Han}|仍有差距|差距较大|差距明显)$`)
	// elaborates is how a segment begins that only goes on about what the one before says is wanting.
	elaborates = regexp.MustCompile(`^(?:[仍还尚未列居排位比较经至且仅只达被距处甚没缺均都]|工期|进度|效果|成效|手续|低于|高于|落后|同比|环比|不[及如足到]|没有|造成|导致|影响|与.{0,24}(?:相比|差距)|长期|多次|屡|逾期|超期|严重|名列|其中|主要|特别是|尤其是|两次|三次|多年)`)
)

// wants tells whether a segment ends in a form that says something is wanting.
func wants(seg string) bool {
	end := tail(seg)
	return wantingHints.within(end) && wantingEnd.MatchString(end) && !kindNots.MatchString(seg)
}

// plainFault tells whether a segment blames by its form wherever it stands.
func plainFault(seg string) bool {
	end := tail(seg)
	return figureHints.within(seg) && figureFault.MatchString(seg) || alwaysHints.within(end) && alwaysEnd.MatchString(end)
}

// Looking for a few words first is much cheaper than an expression that finds nothing: of these one is in all that match.
var (
	wantingHints = newWords(strings.Fields("不 未 无人 无法 无专 难以 难点 偏 屡 差距 短板 有待 折扣 走样 走了样 两张皮 一阵风 一刀切 等靠要 形式化 模板化 同质化 简单化 慢半拍 拖沓 拖延 粗放 混乱 脏乱 零散 分散 受阻 停滞 落空 缺口 超期 积压 流标 失管 失养 闲置 空置 空转 淤积 裸露 外溢 直排 断头 脱管 漏管 遗漏 错漏 扯皮 堵点 顽疾 欠账 最少 最低 最慢 最后 最差"))
	figureHints  = newWords(strings.Fields("迟迟未 迟迟没 迟迟无 至今未 至今没 至今无 仍未 仍没 仍无 一直未 一直没 一直无 尚未 尚没 尚无 依然未 依然没 依然无 负增长 仅有 仅为 仅达 仅占 仅完成 仅建成 仅开工 仅拨付 仅支付 仅整改 仅办结 仅上报 仅实现 仅到位 只有 只为 只达 只占 只完成 只建成 只开工 只拨付 只支付 只整改 只办结 只上报 只实现 只到位 不满意率 不合格率 退单率 重复 超期率 超时率 逾期率 空置率 流失率 缺勤率 闲置率 差评率 投诉率 差错率 返工率 超标率 积压率 迟报率 漏报率"))
	alwaysHints  = newWords(strings.Fields("同质化 最少 最低 最慢 最后 最差 不认可 不满意 不配合 不熟悉 不掌握 不了解 不知情 不清楚 不履行 不到岗 不在岗 不反馈 不报送 模板化 简单化 粗放 打折扣 走样 跟不上 两张皮 屡 仍有差距 差距较大 差距明显"))
	turnHints    = newWords(turnWords())
	aimHints     = newWords(strings.Fields("以下 如下 订本 定本 制本 发本 特制"))
)

// turnWords are the beginnings of what questionShape looks for: 问题主要是, 差距在于.
func turnWords() []string {
	all := strings.Fields("问题： 问题， 不足： 不足， 短板： 短板， 差距： 差距，")
	for _, noun := range strings.Fields("问题 不足 不足之处 短板 弱项 差距 欠缺 薄弱环节 改进的地方 改进 加强 提升") {
		for _, verb := range strings.Fields("是 有 在于 表现在 表现为 体现在 集中在 反映在 主要 还") {
			all = append(all, noun+verb)
		}
	}
	return all
}

const tailSize = 96 // bytes: no form of an ending is longer

// tail is the end of seg, from the beginning of a character on.
func tail(seg string) string {
	at := max(0, len(seg)-tailSize)
	for at < len(seg) && seg[at]&0xc0 == 0x80 {
		at++
	}
	return seg[at:]
}

// mended tells whether words say that nothing is wanting any more, or that an inspection has seen to it.
var mendedShape = regexp.MustCompile(`未发现\p{Han}{0,6}(?:隐患|问题|异常)|(?:已|均已|现已|全部).{0,12}(?:整改|恢复|修复|解决)(?:到位|完成|完毕|了)?|已(?:当场)?责令|责令其|曾.{0,40}已`)

func mended(s string) bool { return mendedShape.MatchString(s) && !strings.Contains(s, "但") }

// statesAim tells the sentence that a plan or a list begins with: 为…，制定本清单.
var statesAim = regexp.MustCompile(`(?:特?制[定订]|编制|印发)(?:以下|本|如下)|特制[定订]`)

// aside reads sentences that give an aim, threaten, or tell of faults that are mended.
func (r *reader) aside(c *clause) bool {
	text := r.text(c)
	aims := c.opening && c.subject.none() && aimHints.within(text) && statesAim.MatchString(text)
	forecast := strings.HasPrefix(text, "据") && !r.underProblems()
	done := (r.underProblems() || hasAny(text, "发现的", "曾")) && mended(text)
	said := r.asking() && strings.Contains(text, "，是") && !orders(r.s[c.core:c.end]) && c.subject.none() && !hasAny(text, "要")
	if !aims && !forecast && !done && !said && !(r.asking() && hasAnyPrefix(text, "凡", "对") && threatens.MatchString(text)) {
		return false
	}
	r.mark(c.start, c.end, ledger.Narrative)
	return true
}

// threatens tells what will happen to those who fail: 对推诿扯皮的，将严肃问责.
var threatens = regexp.MustCompile(`^(?:凡|对|对于)[^，]{2,40}(?:的|单位|部门|个人|干部)，.{0,20}(?:将|予以|一律).{0,24}(?:追责|问责|约谈|通报|处理|批评|责任)$`)

// ownFault tells whether a segment that blames is an item of its own: it has a subject of its own, and does not only go on
// about the one before.
func ownFault(seg string) bool { return !elaborates.MatchString(seg) }

// question is how 主要问题是 and its like bring in what is wanting.
var questionShape = regexp.MustCompile(`^(?:\p{Han}{0,8}[的要出但其在]|主要|突出)?(?:(?:主要|突出|共性|明显)的?)*(?:问题|不足|不足之处|短板|弱项|差距|欠缺|薄弱环节|改进的地方|改进|加强|提升)(?:主要|还)?(?:是|有|在于|表现在|表现为|体现在|集中在|反映在)[：，]?(?:一是)?|^(?:但)?(?:也)?(?:存在的)(?:主要|突出)?(?:问题|不足|短板|差距)[：，](?:一是)?`)

// asks is the length of that at the head of a segment.
func asks(seg string) int {
	if !turnHints.within(seg[:min(len(seg), tailSize)]) {
		return 0
	}
	return len(questionShape.FindString(seg))
}

// listedShape is a list of things of which one predicate says that they are wanting: A、B还需加力, A、B两项工作差距明显.
var listedShape = regexp.MustCompile(`^(.+、.+?)(?:等?[两二三四五六几多]?[项个]?(?:工作|方面|指标|问题|现象|情况)|等)?(?:上)?(?:(?:还|仍|尚|亟|均|都)*(?:需|待|须|有待)(?:进一步)?(?:加力|加强|加快|提升|提高|改进|完善|规范|发力|努力|突破|用力|加大|强化)|(?:还|仍|尚|依然|均|都)*(?:存在|有)?(?:一定|较大|明显)?的?(?:差距|短板|欠缺|不足|弱项|漏洞|盲区)(?:明显|较大|突出)?|(?:等问题|等现象|问题|现象)(?:还|仍|依然)?(?:比较|较为|较)?(?:普遍|突出|严重|明显|集中))$`)

// listedFault is the list of what is wanting where one predicate says so of all of it.
func (r *reader) listedFault(sp span) (span, bool) {
	if !strings.Contains(r.s[sp.start:sp.end], "、") {
		return sp, false
	}
	m := listedShape.FindStringSubmatchIndex(r.s[sp.start:sp.end])
	if m == nil {
		return sp, false
	}
	list := span{sp.start, sp.start + m[3]}
	return r.bare(span{list.start, trimEnd(list, r.s).end}), true
}

// compared is how a segment begins that holds a unit up against others.
func compared(seg string) bool {
	return strings.HasPrefix(seg, "与") && hasAnySuffix(seg, "相比", "相比较", "比")
}

package extract

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

func (r *reader) predicated(s string) bool {
	at, _ := r.x.predicates.in(s)
	return at >= 0 || r.plainFault(s)
}

// faulty tells whether a segment's predicate, at its end, is one of fault.
func (r *reader) faulty(seg string) bool {
	if r.removes(seg) {
		return false
	}
	if settled(seg) {
		return false
	}
	if asks(seg) || warnsOf(seg) || forecasts(seg) || hasAny(seg, "没有因", "未因") || hasAnyPrefix(seg, "没有发生", "未发生", "没有出现", "未出现") || hasAnyPrefix(seg, "无一") && !strings.Contains(seg, "是") {
		return false
	}
	if r.plainFault(seg) && !r.imperative(seg) {
		return true
	}
	for at := 0; at < len(seg); {
		i, n := r.x.predicates.in(seg[at:])
		if i < 0 {
			return false
		}
		rest := seg[at+i+n:]
		if before := seg[:at+i]; hasAnyPrefix(seg[at+i:], "同比上升", "环比上升") && !r.growsGood(before, "下") {
			at += i + step(seg[at+i])
			continue
		} else if before == "" && hasAnyPrefix(seg, "同比", "环比", "较") {
			at += i + step(seg[at+i])
			continue
		}
		open := hasAnyPrefix(seg[at+i:], "迟迟", "至今", "一直", "长期未", "仍未", "尚未", "还未", "未", "低于", "没有", "排名", "同比", "环比", "逾期", "超期", "被", "仍需", "尚需", "还需", "亟", "有待", "时有", "仅完成", "只完成", "仅为", "少于", "没有配备", "未配备") || strings.HasPrefix(rest, "、")
		before := seg[:at+i]
		guarded := hasAnySuffix(before, "对", "解决", "防止", "避免", "杜绝", "针对", "力戒", "防范", "补齐", "消除", "克服", "成效", "成绩", "表现", "补", "遏制", "会诊", "正视", "不", "无", "零", "没有", "未", "未发生", "未出现", "不是", "不是“", "未再", "不能", "不得", "不许", "不搞") || strings.Contains(before, "一") && noneOf.MatchString(before) || strings.HasPrefix(seg, "对") && strings.Contains(rest, "的")
		if !guarded && !hasAnyPrefix(rest, "的", "项目逐", "项目进行", "项目实", "单位开", "单位进", "工单逐", "重点", "抓", "问题整", "面积", "性", "整改", "治理", "排查", "点位", "环节整", "弱项") && (open || len(rest) <= 24) && !r.growsGood(before, seg[at+i:at+i+n]) {
			return true
		}
		at += i + step(seg[at+i])
	}
	return false
}

// noneOf is how it is said that nobody is: 没有一个村 掉队, 无一起 事故.
var noneOf = regexp.MustCompile(`(?:没有|没|未有|无)一\p{Han}{0,4}$`)

// settled tells whether a segment ends in how a want came to its end: 占道经营得到有效遏制, 薄弱村全面消除.
func settled(seg string) bool {
	for _, w := range endings {
		if before, cut := strings.CutSuffix(seg, w); cut {
			return !hasAnySuffix(before, "未", "没", "没有", "难以", "不能", "未能", "难", "不", "需", "要", "待", "尚未得到", "未得到", "没有得到")
		}
	}
	return false
}

var endings = []string{"清零", "销号", "整改到位", "整改完成", "全部整改", "已整改", "得到解决", "化解完毕", "全面消除", "基本消除", "全部消除", "彻底消除", "有效遏制", "得到遏制", "有效解决", "彻底解决",
	"妥善解决", "圆满解决", "有效化解", "妥善化解", "成功化解", "圆满化解", "全部化解", "有效缓解", "明显缓解", "得到缓解", "得到根治", "有效治理", "得到治理", "有效整治", "得到整治", "彻底了结", "彻底销号"}

// removes tells whether a segment tells of a want that is removed or met, 消除卫生死角, 针对水压不足问题, and blames nobody. A
// predicate behind it blames again: 清理死角不彻底.
func (r *reader) removes(seg string) bool {
	if hasAnyPrefix(seg, "针对", "聚焦", "着眼", "瞄准", "面对", "紧盯") {
		return hasAnySuffix(seg, "问题", "难题", "短板", "堵点", "痛点", "难点", "现象", "困难", "弱项", "顽疾")
	}
	if copes(seg) {
		return true
	}
	at, n := r.x.removing.in(seg[:min(len(seg), len("下大力气集中清理"))])
	if at < 0 || !nameOnly(seg[:at]) && at > 0 {
		return false
	}
	rest := strings.TrimRight(seg[at+n:], "”")
	ends := strings.HasSuffix(rest, "难") && !hasAnySuffix(rest, "仍难", "还难", "更难", "太难", "推进难", "落实难") // 吃饭难
	for i := 0; i < len(rest); {
		if k := r.x.removable.prefix(rest[i:]); k > 0 {
			i, ends = i+k, true
			continue
		}
		if r.x.predicates.prefix(rest[i:]) > 0 || hasAnyPrefix(rest[i:], "不", "未", "没", "难以", "仍", "迟", "无人") {
			return false
		}
		i += step(rest[i])
	}
	return ends && (r.x.wanting.ending(rest) == 0 || r.x.removable.ending(rest) > 0)
}

// asks tells whether a segment only asks how things are, 干得好不好, 根子在哪里, or says by what they are judged: 低于85分为不合格.
func asks(seg string) bool {
	if hasAnyPrefix(seg, "怕的是", "怕就怕", "可怕的是", "不怕") {
		return true
	}
	if hasAnySuffix(seg, "在哪里", "在哪儿", "在何处", "怎么看", "怎么办", "怎么样") {
		return true
	}
	if hasAnyPrefix(seg, "低于", "高于", "不足", "达到") && strings.Contains(seg, "分") && hasAnySuffix(seg, "为不合格", "为合格", "为不达标", "为较差", "为差") {
		return true
	}
	i := strings.LastIndex(seg, "不")
	if i <= 0 || len(seg)-i > len("不管用了") {
		return false
	}
	before, size := utf8.DecodeLastRuneInString(seg[:i])
	return strings.HasPrefix(seg[i+len("不"):], string(before)) && size > 1
}

// copes tells whether a segment says that difficulties were met, whatever they were, 克服资金紧张等困难, or what a meeting did with
// them, 分析存在的问题. 应对不力 and 分析研判不足 blame.
func copes(seg string) bool {
	if hasAnyPrefix(seg, "摘掉", "摘下", "摘除", "甩掉") && hasAnySuffix(seg, "帽子", "帽", "名单") {
		return true // 摘掉了软弱涣散的帽子
	}
	if strings.HasPrefix(seg, "填补") && hasAnySuffix(seg, "空白", "缺口", "短板") {
		return true
	}
	if rest, met := cutAny(seg, "克服", "顶住", "战胜", "扛住", "直面", "应对", "化解", "破解"); met {
		return !hasAnyPrefix(rest, "不", "未", "没") && hasAnySuffix(rest, "困难", "难题", "压力", "挑战", "影响", "考验", "矛盾", "制约", "瓶颈", "冲击", "因素")
	}
	if hasAnySuffix(seg, "整顿", "整治", "治理", "化解", "清理", "排查", "改造", "销号") && hasAny(seg[:min(len(seg), len("持续深入推进"))], "推进", "开展", "抓好", "抓实", "做好") {
		return true // 扎实推进软弱涣散村党组织整顿
	}
	rest, met := cutAny(seg, "分析", "剖析", "查找", "梳理", "研究", "研判", "查摆", "指出", "听取", "了解", "交流")
	return met && !hasAnyPrefix(rest, "不", "未", "没") && hasAnySuffix(rest, "问题", "的不足", "存在不足", "和不足", "、不足", "短板", "原因", "差距", "难点", "情况")
}

// cutAny cuts the first of the words that s begins with.
func cutAny(s string, words ...string) (rest string, cut bool) {
	for _, w := range words {
		if rest, cut = strings.CutPrefix(s, w); cut {
			return rest, true
		}
	}
	return s, false
}

// growsGood tells falls that are gains: 投诉量下降, 低于去年.
func (r *reader) growsGood(before, word string) bool {
	if word == "居高不下" || strings.Contains(word, "率") || !strings.Contains(word, "下") && word != "低于" && !strings.Contains(word, "低") {
		return false
	}
	for _, w := range []string{"投诉量", "诉求量", "诉求", "来信来访", "受理量", "信访量", "初次信访", "热线诉求", "信访件", "案件", "警情", "事故", "能耗", "浓度", "排放", "发案", "成本", "隐患", "PM2.5", "工单量", "信访量", "火灾", "起数", "发生率", "不合格率", "差评率", "重复率", "逾期率", "退单率", "漏损率", "空置率", "失业率", "返贫率", "超标率", "发病率", "死亡率", "伤亡", "浓度同比", "发案率", "投诉"} {
		if strings.HasSuffix(before, w) || strings.HasSuffix(before, w+"数") || strings.HasSuffix(before, w+"量") {
			return true
		}
	}
	return false
}

// strongFault tells predicates that blame without 但 before them.
func (r *reader) strongFault(seg string) bool { return r.x.strong.within(seg) }

func (r *reader) anonymous(c *clause) bool { return unnamed(r.text(c)) }

// unnamed tells whether words begin with somebody whom they do not name: 少数部门, 有的干部.
func unnamed(s string) bool {
	return hasAnyPrefix(s, "少数", "部分", "个别", "一些", "有的", "有些", "多数")
}

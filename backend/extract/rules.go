package extract

import (
	"taizhang/backend/ledger"
)

// Rule is one habit of the genre. Rules are tried in order on every clause; the first that claims it wins.
type Rule struct {
	Name    string
	Words   ledger.Words // what it finds
	Example string
	trigger []string // one of these stands in the clause; none: it is always tried
	claim   func(*reader, *clause) bool
}

// Rules lists every rule in the order they are tried.
var Rules = []Rule{
	{"label", ledger.Words{ZH: "「责任单位：」一类标签", EN: "labels such as 责任单位："}, "责任单位：区教委；完成时限：10月底前。", []string{"：", "（", "|"}, (*reader).label},
	{"quoted-rule", ledger.Words{ZH: "引用的法规条文，不是任务", EN: "a rule that is quoted and asks nothing"}, "《条例》规定，单位应当设置分类容器。", nil, (*reader).quotedRule},
	{"attendance", ledger.Words{ZH: "出席情况、会议形式", EN: "who attended, how the meeting was held"}, "区领导李平、王芳参加。", nil, (*reader).attended},
	{"lead-in", ledger.Words{ZH: "引出问题或任务清单的句子", EN: "a sentence that announces a list"}, "主要存在以下问题：", []string{"：", "以下", "如下", "几个方面", "肯定了", "问题", "要求", "通报", "部署", "件事", "件大事", "点意见", "答卷", "成绩单", "意见主要有", "硬骨头", "说好的", "说差的", "说不好的", "讲不好的", "讲好的", "讲差的", "说问题", "讲问题", "说不足", "讲不足", "说短板", "讲短板", "讲落后", "说落后", "不少短板", "不少不足", "一些短板", "一些不足", "怎么干", "怎么办", "怎么抓", "怎么做", "干什么", "抓什么", "干啥"}, (*reader).leadInto},
	{"aside", ledger.Words{ZH: "目的、后果、已经改正的事：不是事项", EN: "an aim, a threat, what has been mended already"}, "对整改不力的，将严肃追责问责。", nil, (*reader).aside},
	{"ranking", ledger.Words{ZH: "排名靠前、靠后的单位名单", EN: "who stands first or last in a ranking"}, "综合排名后三位的是：青石街道、白塔镇、河湾镇。", []string{"排名", "得分", "考核", "考评", "成绩", "位列", "位居", "名列", "居全", "列全", "后三位", "后五位", "后两位", "前三位", "前五位", "末位", "垫底", "红榜", "黑榜"}, (*reader).ranking},
	{"shortcoming-question", ledger.Words{ZH: "点名追问中说出的问题", EN: "what a question put to a unit says is wanting"}, "石桥镇，同一个小区电梯投诉了23次，为什么还没修好？", []string{"？", "为什么", "为何", "怎么", "是不是", "多久", "了", "到底", "时候", "何时", "投诉", "多少次"}, (*reader).questions},
	{"shortcoming-aspect", ledger.Words{ZH: "在…等方面仍存不足", EN: "wanting in the fields named"}, "但在环境整治、接诉即办等方面仍存不足。", []string{"方面", "领域", "环节", "工作中", "工作上", "上还", "上仍", "上尚", "上存", "上有"}, (*reader).aspect},
	{"shortcoming-exists", ledger.Words{ZH: "存在…等问题", EN: "problems said to exist"}, "但存在台账不清、整改不力等问题。", []string{"存在", "暴露出", "反映出", "面临"}, (*reader).exists},
	{"shortcoming-predicate", ledger.Words{ZH: "不够深入、滞后、低于…", EN: "what lags, falls short or is late"}, "但项目推进缓慢，群众工作不够深入。", nil, (*reader).lags},
	{"shortcoming-listed", ledger.Words{ZH: "问题清单中的一条", EN: "an item under a heading of problems"}, "存在问题：一是台账更新靠人工抄写。", nil, (*reader).listedProblem},
	{"theme-head", ledger.Words{ZH: "领起下文的主题句", EN: "a short sentence that labels what follows"}, "要保安全。", nil, (*reader).themeHead},
	{"slogan", ledger.Words{ZH: "没有具体事项的号召", EN: "exhortation with nothing to be followed"}, "要提高政治站位，强化责任担当。", nil, (*reader).slogan},
	{"task-assigned", ledger.Words{ZH: "某领导部署某项工作", EN: "work that a leader assigned"}, "李平部署冬季供暖准备工作。", []string{"部署"}, (*reader).assigned},
	{"task-commitment", ledger.Words{ZH: "某单位将…", EN: "what a unit says it will do"}, "下一步，青石街道将完善巡查机制。", []string{"将", "我", "准备", "计划", "承诺", "保证", "表示", "前", "内", "底"}, (*reader).commitment},
	{"task-order", ledger.Words{ZH: "要…、必须…", EN: "what must be done"}, "会议强调，要加快项目建设。", nil, (*reader).order},
	{"task-unit", ledger.Words{ZH: "某单位做某事（不带「要」）", EN: "a unit told to do something, without 要"}, "区教委组织开展校园安全检查。", nil, (*reader).unitOrder},
	{"task-carried", ledger.Words{ZH: "承前省略的任务", EN: "an order that goes on from the one before"}, "清理楼道堆物堆料；", nil, (*reader).carried},
	{"tone", ledger.Words{ZH: "点评段里整句的用词倾向于批评", EN: "a clause of a unit's turn whose words lean towards blame"}, "沿街店招锈穿了七处没人换；", nil, (*reader).toned},
	{"progress-turn", ledger.Words{ZH: "某单位做了什么、做得怎样", EN: "what a unit did and how well"}, "青石街道持续优化营商环境；", nil, (*reader).praised},
	{"progress-figures", ledger.Words{ZH: "用数字说的成绩，不在某单位的点评段里", EN: "a result in figures, outside a unit's turn"}, "前三季度，全县完成固定资产投资86亿元，同比增长5.8%。", []string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}, (*reader).figures},
}

func (r *reader) classify(c *clause) {
	if c.body >= c.end {
		r.narrate(c)
		return
	}
	set := r.x.triggered(r.text(c))
	for i := range Rules {
		if set&(1<<i) != 0 && Rules[i].claim(r, c) {
			return
		}
	}
	r.narrate(c)
}

// compileTriggers makes one trie of all rules' triggers: a clause is looked through once for all.
func (x *Lexicon) compileTriggers() {
	x.triggers = newTrie[uint64]()
	for i, rule := range Rules {
		if len(rule.trigger) == 0 {
			x.always |= 1 << i
		}
		for _, w := range rule.trigger {
			x.triggers.add(w, 1<<i, func(old, now uint64) uint64 { return old | now })
		}
	}
}

// triggered is the set of rules whose triggers s holds. A trigger that begins another is found with the shorter alone at
// that place, so none may.
func (x *Lexicon) triggered(s string) uint64 {
	set := x.always
	for i := 0; i < len(s); i += step(s[i]) {
		if n, rules := x.triggers.longest(s[i:]); n > 0 {
			set |= rules
		}
	}
	return set
}

// narrate leaves a clause as narrative, remembering it where a label may still make a task of it.
func (r *reader) narrate(c *clause) {
	r.mark(c.start, c.end, ledger.Narrative)
	if c.first {
		r.lead = nil
	}
	if c.opening {
		r.agenda(c)
	}
	if c.first {
		r.findReviewer(c)
	}
	if c.body < c.end {
		k := *c
		r.loose = &k
	}
	if r.voice.says && c.first && !c.told && c.opening && !c.marked {
		r.voice = voice{}
	}
}

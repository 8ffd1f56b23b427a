package extract

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"taizhang/backend/ledger"
	"taizhang/backend/zh"
)

// praised reads a clause of a unit's turn, and opens the turn where the clause names the unit.
func (r *reader) praised(c *clause) bool {
	if aimed(r.text(c)) || warnsOf(r.text(c)) || strings.Contains(r.text(c), "分：") && c.end-c.body <= 60 && scoreAlone.MatchString(r.text(c)) {
		return false
	}
	if proceeds(r.text(c)) || r.probed && c.subject.none() {
		return false
	}
	if r.describes(c) {
		if c.opening && !c.subject.none() && !c.subject.collective && (r.inTurns || r.art.judges) && !r.asking() {
			r.turn, r.headTurn, r.turnPara = c.subject.names, false, r.para
		}
		return false
	}
	if r.applauded(c) {
		return true
	}
	if at := r.districtRanks(c); at >= 0 {
		r.whole = []string{r.districtTold}
		r.praise(span{at, r.untilTurn(c)}, r.whole, "progress-turn")
		return true
	}
	if !c.subject.none() && inspects(c.subject.names, r.s[c.core:c.end]) {
		return false
	}
	if r.praisesSeveral(c) {
		r.praise(span{c.core, c.end}, c.subject.names, "progress-turn")
		return true
	}
	if r.turnOpens(c) {
		r.turn, r.headTurn, r.turnPara = c.subject.names, false, r.para
		r.voice = voice{says: r.voice.rates, rates: r.voice.rates}
		if c.opening {
			r.turned++
		}
	}
	if r.turn == nil && r.asked == onProgress && c.first && !c.subject.none() && !c.subject.collective {
		r.turn = c.subject.names
	}
	if r.turn == nil && (r.ranked(c) || r.praising(c)) || r.turn != nil && !c.first && (r.ranked(c) || r.section == onProgress && !c.subject.none() && !c.subject.collective && !r.headTurn) {
		r.praise(span{c.core, c.end}, c.subject.names, "progress-turn")
		return true
	}
	if last := len(r.found) - 1; r.turn == nil && r.section == onProgress && c.subject.none() && !c.first && last >= 0 && c.end-c.core >= 18 {
		if f := r.found[last]; f.Kind == ledger.Progress && f.end+len("；") >= c.start {
			r.praise(span{c.body, c.end}, r.ownerOr(c, f.Units), "progress-turn")
			return true
		}
	}
	if r.turn == nil && r.section != onProgress || c.told && r.turn == nil {
		return false
	}
	if r.turn == nil && r.labelsRest(c) {
		r.topicTheme = cmp.Or(r.x.theme(r.text(c)), r.baseTheme)
		r.mark(c.start, c.end, ledger.ThemeHead)
		return true
	}
	if r.turn != nil && !r.headTurn && !c.first && !c.subject.none() && !c.subject.collective && (!r.speakers[r.turn[0]] || r.speakers[c.subject.names[0]]) && (r.asked == onProgress || r.section != onShortcoming && r.t.Gap(c.start) && r.achieved(r.s[c.core:c.end]) || r.nextAfter(c) || alikeUnits(r.turn[0], c.subject.names[0])) {
		r.turn = c.subject.names // the next of those who are told of in one sentence
	}
	if r.turn != nil && !r.headTurn && c.subject.none() && strings.HasSuffix(r.s[:c.start], "；") {
		r.turn = r.ownerOr(c, r.turn)
	}
	units := r.turn
	if units == nil {
		units = c.subject.names
		if words := r.s[c.core:c.end]; !r.achieved(words) && !r.imperative(words) || verdict(words) {
			return false
		}
		if units == nil {
			units = r.art.author
		}
	}
	at := c.core
	if c.subject.none() || r.turn != nil && !slices.Equal(c.subject.names, r.turn) {
		at = c.body
	}
	if r.turn != nil && wholeDistrict(r.s[c.core:c.end]) > 0 {
		return false
	}
	if due := r.due(span{at, c.end}); r.turn != nil && due != nil && due.Date != "" && hasAny(due.Text, "前", "底", "内") && r.ahead(span{at, c.end}) && !goodRank.MatchString(r.s[at:c.end]) && !hasAny(r.s[at:c.end], "同比增长", "率100%") {
		r.lead = r.turn // a rank, a growth or a full rate shows that the day is past
		r.task(c, "task-carried")
		return true
	}
	if words := r.s[at:c.end]; r.section != onProgress && r.strongFault(words) && r.faulty(words) && !r.achieved(words) {
		return false
	}
	if words := r.s[at:c.end]; r.turn != nil && r.section != onProgress && r.asked != onProgress && !r.achieved(words) && !r.imperative(words) && !strings.ContainsAny(words, "0123456789%") && !r.speakers[r.turn[0]] {
		return false
	}
	if r.turn != nil && hasAnyPrefix(r.s[at:c.end], future...) && !r.told(r.s[at:c.end]) && !r.faulty(r.s[at:c.end]) {
		r.lead = r.turn
		r.task(c, "task-carried")
		return true
	}
	if c.end-at < 12 || feelings.within(r.text(c)) || strings.Contains(r.text(c), "请于") || strings.HasSuffix(r.text(c), "：") {
		return false
	}
	r.praise(span{at, c.end}, units, "progress-turn")
	return true
}

// describes tells whether a clause says what somebody or something is, and praises nobody: 某社区是2023年成立的新社区, 讲评不是走过场.
func (r *reader) describes(c *clause) bool {
	words := r.s[c.core:c.end]
	return len(words) <= longest && strings.Contains(words[:min(len(words), 45)], "是") && description.MatchString(words)
}

var description = regexp.MustCompile(`^(?:党委书记|书记|主任)?是[^，；%]{0,30}的[^，；%]{0,12}(?:社区|街道|镇|乡|村|部门|单位|地区|区域)(?:，|$)|^[^，；]{1,12}不是[^，；]{2,12}，[^，；]{2,16}才[^，；]{2,12}$`)

// nextAfter tells whether a clause behind a semicolon tells what another unit achieved, an office after a town: it speaks no more of the one before.
func (r *reader) nextAfter(c *clause) bool {
	return strings.HasSuffix(r.s[:c.start], "；") && len(c.subject.names) == 1 && r.section != onShortcoming &&
		(r.speakers[c.subject.names[0]] && r.speakers[r.turn[0]] || governing(c.subject.names[0]) && r.achieved(r.s[c.core:c.end]))
}

// governing tells the names of towns and offices from those of what belongs to them: a hospital, a park of industry.
func governing(name string) bool {
	return hasAnySuffix(name, "街道", "镇", "乡", "苏木", "局", "委", "办", "委员会", "办公室", "大队", "支队", "管委会", "集团", "公司")
}

// applauded reads praise that a clause gives a unit for what it says: 会议对甲局提前封顶的做法给予肯定.
func (r *reader) applauded(c *clause) bool {
	text := r.text(c)
	i := strings.Index(text[:min(len(text), 45)], "对")
	if i < 0 || !r.art.official || strings.Contains(text[:i], "，") || len(text) > longest || !applause.MatchString(text) || verdict(text[i:]) {
		return false
	}
	p := r.parties(c.body+i+len("对"), c.end)
	if p.none() || p.collective || c.end-p.end < len("工作给予肯定，予以表扬") {
		return false
	}
	r.praise(span{p.end, c.end}, p.names, "progress-turn")
	return true
}

var applause = regexp.MustCompile(`^(?:会议|会上|大家|与会\p{Han}{0,6}|[^，]{0,12})对.+(?:的|等)(?:做法|成效|经验|成绩|举措|创新|工作|探索)(?:给予|予以|表示)了?(?:充分|高度)?(?:的)?(?:肯定|表扬|赞扬|点赞)$`)

// proceeds tells words of how a meeting went or of what was shown there, and remarks of who speaks, which praise nobody.
func proceeds(text string) bool {
	return len(text) <= longest && proceedings.within(text[:min(len(text), 75)]) && proceeding.MatchString(text)
}

// proceedings are what proceeding looks for, early in a text: looking for them first is much cheaper.
var proceedings = newWords(strings.Fields("听取 观看 传达 学习 审议 播放 观摩 会议 短片 暗访片 专题片 镜头 画面 大屏幕 曝光 这些成 这些进 这些问 这些短 我常 我一直 我想 我看 大家都 刚才 老话说 俗话说 常言道 老百姓常说 正如"))

var proceeding = regexp.MustCompile(`^(?:会议|会上|大家|与会\p{Han}{0,6}?|到会\p{Han}{0,6}?)?(?:还|逐项|分别|专题|集中|首先|一起)*(?:听取|观看|传达|学习|审议|播放|观摩)了?[^；]*(?:汇报|报告|介绍|发言|短片|专题片|暗访片|精神|方案|办法|条例|项目|现场|资料)$|^会议[^，]{0,40}(?:进行|作)了?(?:\p{Han}{0,2})?(?:分析|研究|通报|部署)|^(?:短片|暗访片|专题片|镜头|画面|大屏幕|曝光)[^；]*(?:画面|镜头|低下了头|坐不住|红了脸|鸦雀无声)|^(?:这些成绩|这些成效|这些进步|这些问题|这些短板|我常讲|我常说|我一直讲|我想|我看|大家都|刚才|老话说|俗话说|常言道|老百姓常说|正如)`)

// praisesSeveral tells whether a clause tells what several units achieved together.
func (r *reader) praisesSeveral(c *clause) bool {
	rest := r.s[c.core:c.end]
	return len(c.subject.names) > 1 && !c.subject.collective && r.art.review && r.art.official && r.art.surveys && !r.asking() && !r.headTurn &&
		!r.speakers[c.subject.names[0]] && len(rest) <= longest && r.achieved(rest) && !r.faulty(rest) && !hasAny(rest, "发言", "交流", "汇报", "述职", "作了", "组成", "联合", "召开") && !orders(rest) && !r.ahead(span{c.core, c.end})
}

// praising tells whether a clause goes on with praise: of another unit in the sentence of the praise before, or under
// 会议肯定了….
func (r *reader) praising(c *clause) bool {
	if c.subject.none() || c.subject.collective || r.asking() || c.told || r.faulty(r.s[c.core:c.end]) {
		return false
	}
	last := len(r.found) - 1
	return r.asked == onProgress || !c.first && last >= 0 && r.found[last].Kind == ledger.Progress && r.found[last].end+len("；") >= c.start
}

// scoreAlone is a line that gives a score and says nothing of what for: 现场亮分：92.6分.
var scoreAlone = regexp.MustCompile(`^(?:现场|群众|评委|最终|综合)?(?:亮分|得分|打分|评分|总分)：?\d[\d.]*分?$`)

// future are the words by which a clause of somebody's turn tells of what will be done.
var future = []string{"明年", "下月", "下个月", "下周", "下一步", "下步", "接下来", "今后", "年底前", "从明天起", "从下周起"}

// feelings are words of what somebody feels, who tells of no work.
var feelings = newWords([]string{"惭愧", "脸红", "自责", "内疚", "愧疚", "压力很大", "虚心接受", "诚恳接受", "诚恳道歉", "深感", "对不起", "致歉", "道歉", "鼓鼓掌", "掌声", "坐不住", "如坐针毡"})

// ranked tells whether a clause says that a unit stands well: 综合得分98.7分，排名全区第一.
func (r *reader) ranked(c *clause) bool {
	if c.subject.none() || c.subject.collective || !r.art.review || !r.art.official || r.asking() {
		return false
	}
	text := r.s[c.core:c.end]
	if len(text) <= longest && lauded.MatchString(text) && !r.faulty(text) && !target(text) && !orders(text) {
		return true
	}
	first := r.s[c.core:r.segmentEnd(c.core, c.end)]
	if !hasAny(first, "%", "排名", "位居", "位列", "列全", "居全", "名列", "得分", "上升至", "升至", "跃居", "第") {
		return false
	}
	return (hasAny(text, "排名", "位居", "位列", "列全", "居全", "名列", "得分", "上升至", "升至", "跃居") || hasAny(text, "率") && hasAny(text, "%")) && !r.faulty(text) && !hasAny(text, "后三", "后五", "靠后", "末位", "倒数", "后两", "最后")
}

// alikeUnits tells whether two names are of places, or neither is: who is told of beside the other.
func alikeUnits(a, b string) bool {
	place := func(name string) bool {
		return hasAnySuffix(name, "街道", "镇", "乡", "区", "县", "市", "旗", "新区", "苏木")
	}
	branch := func(name string) bool {
		return hasAnySuffix(name, "医院", "学校", "中学", "小学", "幼儿园", "卫生院", "卫生服务中心", "卫生服务站")
	}
	return a != b && place(a) == place(b) && branch(a) == branch(b)
}

// districtRanks is where a clause begins to say how well the whole district stands among others, 全区解决率92.1%，排名第5位;
// -1 where it does not. The paragraph may have named the district before.
func (r *reader) districtRanks(c *clause) int {
	if !r.art.official || r.asking() || !c.subject.none() && !c.subject.collective || r.turn != nil || r.underProblems() {
		return -1
	}
	if whole := wholeNamed.FindString(r.s[c.body:min(c.end, c.body+90)]); whole != "" {
		r.districtTold = whole[len(whole)-len("全区"):]
	} else if r.districtTold == "" || r.anonymous(c) || !c.subject.none() {
		return -1
	}
	text := r.s[c.core:r.untilTurn(c)]
	if len(text) > longest || !goodRank.MatchString(text) || shareOut.MatchString(text) || target(text) || r.faulty(text) || hasAny(text, "力争", "确保", "争取", "合计", "占全部", "占总", "：") {
		return -1
	}
	for _, z := range zh.Segments(r.s, c.core, r.untilTurn(c)) {
		if seg := r.s[z.Start:z.End]; strings.ContainsAny(seg, "0123456789") || goodRank.MatchString(seg) {
			return max(c.core, z.Start)
		}
	}
	return -1
}

// untilTurn is where a clause turns to what is wanting, or to how hard an aim is to reach; its end where it does not.
func (r *reader) untilTurn(c *clause) int {
	if i := strings.Index(r.s[c.core:c.end], "，但"); i >= 0 && (strings.Contains(r.s[c.core+i:c.end], "形势") || forecasts(r.s[c.core+i+len("，"):c.end])) {
		return c.core + i
	}
	return c.end
}

// wholeNamed is how a clause speaks of the whole district: 今年以来，全区….
var wholeNamed = regexp.MustCompile(`^(?:[^，、；]{1,15}，)?(?:[0-9—至]{1,5}月份?|上半年|下半年|[一二三四]季度|前[三四]季度|[今去]年以?来?)?(?:全[区市县旗州镇]|我[区市县旗镇])`)

// shareOut tells which things are the most, and not who stands well: 物业管理、停车秩序、噪声扰民居前三位.
var shareOut = regexp.MustCompile(`^[^，]*、[^，]*(?:位居|位列|排|居|列)前[三四五六八十]位$`)

// goodRank is a rank held among others: 在全市排名第5位.
var goodRank = regexp.MustCompile(`(?:排名|位居|位列|名列|排在|居|列|排)\p{Han}{0,6}(?:第[一二三四五六七八九十\d]{1,2}|首位|前列|前[一二三四五六七八九十\d]{1,2}|榜首|之首|之冠)|高于全[省市国区县州](?:平均)?(?:水平|增速)?\d`)

// turnOpens tells whether a sentence that begins with a unit begins its turn.
func (r *reader) turnOpens(c *clause) bool {
	if r.section == onTask || r.asked == onTask && !r.achieved(r.text(c)) || !c.first || c.subject.none() || c.subject.collective || c.told && r.voice.asks || !r.art.review || !r.art.official || r.said == r.para && r.voice.asks && !r.achieved(r.text(c)) {
		return false
	}
	rest := r.s[c.core:c.end]
	if orders(rest) || hasAnyPrefix(rest, "召开", "介绍", "汇报", "发言", "参加", "出席", "作了", "作表态", "举行", "举办", "依次", "分别", "相关", "有关", "等", "书记", "主任", "将", "开展了调研", "作", "主持", "通报", "印发", "组织召开", "围绕", "就", "进行了汇报", "印发了") && !r.achieved(rest) {
		return false
	}
	if hasAnyPrefix(rest, "召开", "举行", "介绍了", "通报了", "解读", "同时解读", "还通报", "宣读", "传达", "汇报了", "作了通报", "表示，", "认为，", "依次", "分别就", "分别汇报", "分别发言", "作交流", "作表态") {
		return false
	}
	if inspects(c.subject.names, rest) {
		return false
	}
	if strings.HasPrefix(r.text(c), "该") && r.achieved(rest) && !r.asking() {
		return true // it goes on about the unit named last
	}
	spoke := len(r.speakers) > 0
	for _, n := range c.subject.names {
		spoke = spoke && r.speakers[n]
	}
	if len(c.subject.names) > 1 && !spoke {
		return false
	}
	if spoke || r.section == onProgress || r.turn != nil {
		return true
	}
	if c.opening && r.turned > 0 && r.art.judges && r.said != r.para && (r.achieved(rest) || r.imperative(rest)) {
		return true
	}
	return r.inTurns && r.achieved(rest) && !r.asking() || r.blameFollows(c.start) || r.art.judges && (c.told || c.opening || r.figured(rest)) && !r.asking() && r.achieved(rest)
}

// takeTurns tells whether three or more sentences of an article begin each with another unit and tell what it achieved.
func (r *reader) takeTurns(a *article) bool {
	seen := map[string]bool{}
	for _, p := range a.paras {
		for at := p.start; !p.head && at < p.end; {
			end := at + sentenceEnd(r.s[at:p.end])
			q := r.unit(at, min(end, at+60), false)
			if !q.none() && !q.collective && !orders(r.s[q.end:end]) && r.acts(q.end, end) && end-at < longest && r.achieved(r.s[q.end:end]) && !strings.HasPrefix(r.s[q.end:end], "将") {
				seen[q.names[0]] = true
			}
			at = end + len("。")
		}
	}
	return len(seen) >= 3
}

// sentenceEnd is where the first 。 or ； of s stands, its end where there is none.
func sentenceEnd(s string) int {
	for i := 0; i < len(s); i++ {
		if s[i] == 0xe3 && strings.HasPrefix(s[i:], "。") || s[i] == 0xef && strings.HasPrefix(s[i:], "；") {
			return i
		}
	}
	return len(s)
}

// inspects tells whether somebody looks at the work of others: that is no praise of them.
func inspects(names []string, rest string) bool {
	if inspectors.MatchString(rest[:min(len(rest), 45)]) {
		return true
	}
	for _, n := range names {
		if hasAnySuffix(n, "督查室", "督查组", "检查组", "督导组", "巡察组", "巡视组", "考核组", "暗访组") {
			return true
		}
	}
	return len(rest) <= longest && hasAny(rest, "进行", "开展", "明察暗访") && inspection.MatchString(rest)
}

// inspectors are those whom a body sends out to look: 区委|第四巡察组.
var inspectors = regexp.MustCompile(`^(?:第[一二三四五六七八九十\d]{1,3})?(?:巡察|巡视|督查|督察|检查|督导|考核|暗访)组`)

var inspection = regexp.MustCompile(`(?:进行|开展)了?\p{Han}{0,6}(?:督查|检查|督导|暗访|巡查|抽查|核查|调研|考核|评估)(?:，|$)|明察暗访`)

// blameFollows tells whether the paragraph goes on to say what is wanting, before another thing begins.
func (r *reader) blameFollows(at int) bool {
	rest := r.s[at:min(len(r.s), at+2400)]
	if n := strings.IndexByte(rest, '\n'); n >= 0 {
		rest = rest[:n]
	}
	for _, w := range []string{"会议", "强调", "要求"} {
		if n := strings.Index(rest, w); n >= 0 {
			rest = rest[:n]
		}
	}
	for _, stop := range []string{"。但", "；但", "，但"} {
		if i := strings.Index(rest, stop); i >= 0 && !hasAnyPrefix(rest[i+len(stop):], "愿", "凡", "书") {
			return true
		}
	}
	for _, w := range []string{"但", "存在", "不足之处", "不足的是", "改进的是", "主要问题", "不足是", "短板"} {
		if i := strings.Index(rest, w); i >= 0 && r.wantingAnywhere(rest[i:]) {
			return true
		}
	}
	return false
}

func (r *reader) wantingAnywhere(s string) bool {
	s = s[:min(len(s), 300)]
	at, _ := r.x.lacks.in(s)
	return at >= 0 || r.predicated(s)
}

// achieved tells whether words tell a result rather than an intent.
func (r *reader) achieved(s string) bool { return r.x.results.within(s) }

// praise records a progress.
func (r *reader) praise(sp span, units []string, rule string) {
	f := r.add(ledger.Progress, sp.start, sp.end, units, rule)
	f.Theme = r.aboutTheme(sp, sp, units)
	f.Metrics = r.metrics(sp, units)
	r.mark(sp.start, sp.end, ledger.Role(ledger.Progress))
}

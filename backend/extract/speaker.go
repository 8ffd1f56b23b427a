package extract

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"taizhang/backend/zh"
)

// voice is who speaks in an article, and how.
type voice struct {
	name  string
	units []string // the unit whose head speaks
	asks  bool     // what is said is asked for
	says  bool     // somebody speaks
	rates bool     // what is said rates the work done: 会议认为
}

// speech finds 「某人强调，」 at the head of a clause: it sets the voice and returns where what is said begins.
func (r *reader) speech(at, end int) (int, bool) {
	if body := r.floor(at, end); body > 0 {
		return body, true
	}
	limit := min(end, at+240)
	for i := at; i < limit; i += step(r.s[i]) {
		n, asks := r.x.speech.longest(r.s[i:limit])
		if n == 0 || strings.HasPrefix(r.s[i+n:limit], "的") {
			continue
		}
		name, units, ok := r.speakerIn(at, i)
		if !ok && !asks {
			name, ok = r.commentator(at, i, i+n, end)
		}
		if !ok {
			continue
		}
		of := r.reviewed(at, i)
		body, ok := r.afterSpeech(i+n, end, asks)
		if !ok {
			body, of, ok = r.review(i, i+n, end, of)
		}
		if !ok {
			continue
		}
		r.voice = voice{name: name, units: units, asks: asks, says: true, rates: strings.HasSuffix(r.s[i:i+n], "认为")}
		if strings.HasPrefix(r.s[i:], "肯定") && strings.HasPrefix(r.s[i+n:], "：") {
			r.ask(onProgress)
		}
		for _, w := range []string{"就", "围绕"} {
			if k := strings.Index(r.s[at:i], w); k > 0 {
				r.talkTheme = r.x.theme(r.s[at+k : i])
			}
		}
		if hasAny(r.s[at:i+n], "点评", "讲评") {
			r.reviewer = name
		}
		remark := r.headTurn && strings.Contains(r.s[at:i+n], "点评") || !r.headTurn && r.turnPara == r.para && r.art.judges
		if r.turn == nil || !remark || len(units) > 0 {
			r.endTurn() // and else who reviews speaks of the unit whose turn it is
		}
		if !of.none() {
			r.turn = of.names
		} else if !asks && len(units) > 0 && !governs(units[0]) && r.accounts(at, i+n) {
			r.takeFloor(units)
		}
		return body, true
	}
	return at, false
}

// findReviewer remembers who a sentence says reviews the units' work: 区委书记王某主持会议并逐一点评.
func (r *reader) findReviewer(c *clause) {
	if !hasAny(r.text(c), "点评", "讲评") {
		return
	}
	for _, z := range zh.Segments(r.s, c.body, c.end) {
		words := r.s[z.Start:z.End]
		if !hasAny(words, "点评", "讲评") {
			continue
		}
		for _, w := range []string{"主持", "出席", "听取", "对", "作", "逐一", "现场", "进行"} {
			if i := strings.Index(words, w); i >= 6 {
				if name, _, ok := r.personIn(z.Start, z.Start+i); ok {
					r.reviewer = name
					return
				}
			}
		}
	}
}

// floor is where the words of somebody begin who takes the floor for a unit at the head of a paragraph, and holds it until
// the next does: 石桥镇党委书记王某：一年来，我镇….
func (r *reader) floor(at, end int) int {
	if at > 0 && r.s[at-1] != '\n' {
		return 0
	}
	if body := r.framedFloor(at, end); body > 0 {
		return body
	}
	i := strings.Index(r.s[at:min(end, at+90)], "：")
	if i < 0 || strings.Contains(r.s[at:at+i], "，") {
		return 0
	}
	name, units, ok := r.personIn(at, at+i)
	if m := officeBehind.FindStringSubmatchIndex(r.s[at : at+i]); m != nil && isName(r.s[at:at+m[3]]) {
		name, units, ok = r.s[at:at+m[3]], r.parties(at+m[4], at+m[5]).names, true
	}
	if units == nil && ok {
		units = r.floors[name]
	}
	if !ok || len(units) == 0 {
		if name, units = r.titled(at, at+i); units == nil {
			return 0
		}
	}
	if governs(units[0]) {
		r.voice = voice{name: name, says: true}
		r.endTurn()
		return at + i + len("：")
	}
	r.voice = voice{name: name, units: units, says: true}
	r.takeFloor(units)
	return at + i + len("：")
}

// officeBehind is a name with the office behind it: 王某（石桥镇党委书记）.
var officeBehind = regexp.MustCompile(`^(\p{Han}{2,4})（([^）]{6,60})）$`)

// titled reads a speaker who is named by surname and office behind a body's short name, as minutes label who says what:
// 供热办孙主任：. The body goes by that name from there on.
func (r *reader) titled(at, end int) (name string, units []string) {
	words := r.s[at:end]
	n := r.x.roles.ending(words)
	if n == 0 || n == len(words) {
		return "", nil
	}
	surname, size := utf8.DecodeLastRuneInString(words[:len(words)-n])
	body := words[:len(words)-n-size]
	if !strings.ContainsRune(surnames, surname) || len(body) < len("供热办") || len(body) > 36 || !nameOnly(body) {
		return "", nil
	}
	if p := r.parties(at, at+len(body)); p.none() || p.end != at+len(body) {
		if r.x.offices.ending(body) == 0 && r.x.places.ending(body) == 0 {
			return "", nil
		}
		r.know(body)
		return words[len(body):], []string{body}
	} else if p.collective {
		return "", nil
	} else {
		return words[len(body):], p.names
	}
}

// commentator is the body between from and to that says something of another unit's work: 区委组织部认为，甲街道….
func (r *reader) commentator(from, to, body, end int) (string, bool) {
	p := r.parties(from, to)
	if p.none() || p.collective || p.end != to || len(p.names) > 1 || !strings.HasPrefix(r.s[body:end], "，") {
		return "", false
	}
	of := r.parties(body+len("，"), end)
	return p.names[0], !of.none() && !of.collective && of.names[0] != p.names[0] && r.acts(of.end, end)
}

// accounts tells whether who speaks gives an account of his own unit's work.
func (r *reader) accounts(from, to int) bool {
	return hasAny(r.s[from:to], "述职", "汇报", "发言", "交流") || hasAny(r.art.title, "述职", "汇报", "发言", "擂台", "晾晒", "亮相")
}

// governs tells whether a body leads those whose work is reviewed.
func governs(unit string) bool {
	return hasAnySuffix(unit, "区委", "县委", "市委", "旗委", "州委", "区政府", "县政府", "市政府", "人民政府", "工委", "管委会")
}

// reviewed is the unit that a speaker is said to speak of: 对石桥镇，某人点评…, 某人在点评石桥镇时说….
func (r *reader) reviewed(from, to int) party {
	for _, w := range reviewing {
		i := strings.Index(r.s[from:to], w)
		if i < 0 || i > 0 && w == "对" {
			continue
		}
		if p := r.parties(from+i+len(w), to); !p.none() && !p.collective && hasAnyPrefix(r.s[p.end:to], "，", "时") {
			return p
		}
	}
	return party{}
}

var reviewing = []string{"点评", "讲评", "针对", "对"}

// review is where a review begins whose verb has the unit behind it, 某人点评石桥镇：…, or means the one named before: 对石桥镇，某人肯定其….
func (r *reader) review(verb, at, end int, of party) (int, party, bool) {
	if rest, cut := strings.CutPrefix(r.s[at:end], "其"); cut && !of.none() {
		return end - len(rest), of, rest != ""
	}
	p := r.parties(at, end)
	if !slices.Contains(reviewing, r.s[verb:at]) || p.none() || p.collective || !strings.HasPrefix(r.s[p.end:end], "：") {
		return 0, of, false
	}
	return p.end + len("："), p, true
}

// takeFloor lets units speak of themselves until others do.
func (r *reader) takeFloor(units []string) {
	r.turn, r.headTurn, r.headLevel, r.nested = units, true, 0, false
	r.section, r.asked = "", ""
	if r.voice.name != "" {
		r.floors[r.voice.name] = units
	}
}

// afterSpeech is where what is said begins: after a comma or colon, or at once where an order or a unit follows.
func (r *reader) afterSpeech(at, end int, asks bool) (int, bool) {
	rest := r.s[at:end]
	for _, mark := range []string{"，", "：", ":", "——"} {
		if strings.HasPrefix(rest, mark) {
			at += len(mark)
			if strings.HasPrefix(r.s[at:end], "“") {
				at += len("“")
			}
			return at, true
		}
	}
	switch {
	case rest == "":
		return at, true
	case strings.HasPrefix(rest, "“"):
		return at + len("“"), true
	case strings.HasPrefix(rest, "要"), strings.HasPrefix(rest, "必须"), strings.HasPrefix(rest, "下一步"):
		return at, true
	}
	if asks {
		if p := r.parties(at, end); !p.none() && r.acts(p.end, end) {
			return at, true
		}
	}
	return at, false
}

// dayBehind is the day behind a speaker's name: 市委书记某某10月16日批示.
var dayBehind = regexp.MustCompile(`(?:\d{1,2}月)?\d{1,2}日$`)

var speakerTails = []string{"一针见血地", "毫不客气地", "边看边", "插话", "话锋一转", "当即", "当场", "随即", "一针见血", "直截了当", "点评后", "开门见山", "毫不客气", "在通报时", "通报时", "在汇报时", "小结时", "在小结时", "总结时", "在部署时", "部署时", "主持时", "在主持时", "在点评中", "在点评时", "在讲话中", "在会上", "现场点评时", "点评时", "讲话时", "最后", "会后", "会前", "还", "也", "再次", "特别", "着重", "同时", "进一步", "在总结时", "在总结讲话中", "反复", "逐一点评后", "对此", "现场", "随后", "代表区委区政府"}

var meetings = []string{"会议", "大会", "全会", "例会", "调度会", "推进会", "点评会", "座谈会", "常务会", "部署会", "专题会", "会上", "纪要", "通知", "方案", "讲评会", "分析会", "工作会", "通报", "约谈会", "现场会", "视频会", "动员会", "观摩组", "评委", "评委组", "考评组", "暗访组", "督导组", "督查组", "检查组", "巡察组"}

// speakerIn tells whether s[from:at] ends in somebody who may speak, and who.
func (r *reader) speakerIn(from, at int) (name string, units []string, ok bool) {
	for _, sep := range []string{"，", "：", "；", "“"} {
		if i := strings.LastIndex(r.s[from:at], sep); i >= 0 {
			from += i + len(sep)
		}
	}
	words := strings.TrimSuffix(dayBehind.ReplaceAllString(r.s[from:at], ""), "等")
	for again := true; again; {
		again = false
		for _, t := range speakerTails {
			if w, cut := strings.CutSuffix(words, t); cut && w != "" {
				words, again = w, true
			}
		}
	}
	for _, when := range []string{"点评时", "点评中", "讲评时", "现场点评时"} {
		if rest, cut := strings.CutPrefix(words, when); cut && rest != "" {
			from, words = from+len(when), rest
		}
	}
	if hasAnyPrefix(words, "按照", "根据", "依据", "落实", "对照") {
		return "", nil, false
	}
	for _, m := range meetings {
		if strings.HasSuffix(words, m) {
			return "会议", nil, true
		}
	}
	for _, w := range []string{"在", "就", "对", "围绕", "代表", "主持", "作", "强调", "点评", "讲评"} {
		i := strings.Index(words, w)
		if i < 6 || r.x.verbs.prefix(words) >= 6 {
			continue
		}
		if name, units, ok := r.personIn(from, from+i); ok {
			return name, units, true
		}
	}
	if hasAnyPrefix(words, "并就", "并对", "还就", "并围绕") {
		return cmp.Or(r.person, "会议"), nil, true
	}
	if words == "他" || words == "她" {
		return r.person, r.voice.units, true
	}
	for _, n := range []int{9, 6, 12} {
		if len(words) > n && hasAny(words[n:], "着", "边", "一边", "话锋", "说完") && r.holdsOffice(words[:n]) {
			r.person = words[:n] // who does something else meanwhile: 某某翻着材料说
			return r.person, nil, true
		}
	}
	return r.personIn(from, from+len(words))
}

// personIn reads an office with or without a name (区委书记王某), or a name alone.
func (r *reader) personIn(from, to int) (name string, units []string, ok bool) {
	words := r.s[from:to]
	for i := len(words) - 1; i >= 0 && len(words)-i <= 60; i-- {
		n := r.x.roles.prefix(words[i:])
		if n == 0 {
			continue
		}
		name = words[i+n:]
		if name != "" && !areNames(name) {
			return "", nil, false
		}
		if p := r.parties(from, from+i); !p.none() {
			units = p.names
		} else if body := words[:i]; len(body) >= len("城管办") && len(body) <= 36 && nameOnly(body) && r.x.offices.ending(body) > 0 && !hasAnySuffix(body, "部门", "单位") {
			units = []string{body} // an office that no register holds
		}
		if name == "" {
			return words, units, true
		}
		r.person = name
		return r.t.Quote(from+i+n, to), units, true
	}
	if p := r.parties(from, to); p.end == to && !p.none() && !p.collective && hasAnyPrefix(r.s[to:], "表示，将", "承诺，", "表态，将", "表示，下一步") {
		return r.t.Quote(from, to), p.names, true
	}
	if !notNames[words] && (r.holdsOffice(words) || isName(words) && r.x.verbs.prefix(words) == 0 && r.x.adverbs.prefix(words) == 0) {
		r.person = words
		return r.t.Quote(from, to), nil, true
	}
	return "", nil, false
}

// holdsOffice tells whether the article has named words after an office so far: 区委书记某某.
func (r *reader) holdsOffice(words string) bool {
	if n := utf8.RuneCountInString(words); n < 2 || n > 4 {
		return false
	}
	for at, tries := r.art.start, 0; tries < 4; tries++ {
		i := strings.Index(r.s[at:min(r.seen, at+20000)], words)
		if i < 0 {
			return false
		}
		if r.x.roles.ending(r.s[max(r.art.start, at+i-30):at+i]) > 0 {
			return true
		}
		at += i + len(words)
	}
	return false
}

const surnames = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤初欧常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申关管路左柴洪甘华祝焦柳项宁苗尚梅庄霍盛涂甄蓝边卜柯鞠桂游莘仇封俞郎耿凌苑占单裴季包司符辛阮裘解纪穆褚舒房屈滕景冉车谷连席隋丛雒明党窦毕黑冷应冀艾席宗胥卓刁"

var notNames = map[string]bool{"任务": true, "方案": true, "方面": true, "时间": true, "高度": true, "广泛": true, "安全": true, "文件": true, "党中央": true, "市委": true, "区委": true, "县委": true, "上级": true, "国家": true, "条例": true, "管理": true, "程序": true, "金融": true, "华北": true, "项目": true, "常态": true, "路线": true, "关键": true, "关于": true, "任务书": true, "明确": true, "安排": true, "严格": true, "高标准": true, "从严": true, "连续": true, "单位": true}

// areNames tells whether s is a name, or several.
func areNames(s string) bool {
	for _, name := range strings.Split(s, "、") {
		if !isName(name) {
			return false
		}
	}
	return true
}

// isName tells whether s has the form of a person's name.
func isName(s string) bool {
	n := 0
	for i, c := range s {
		if !unicode.Is(unicode.Han, c) || i == 0 && !strings.ContainsRune(surnames, c) {
			return false
		}
		n++
	}
	return n == 2 || n == 3 || n == 4 && compound(s)
}

func compound(s string) bool {
	_, size := utf8.DecodeRuneInString(s)
	return size == 3 && (strings.HasPrefix(s, "欧阳") || strings.HasPrefix(s, "司马") || strings.HasPrefix(s, "上官") || strings.HasPrefix(s, "诸葛"))
}

package extract

import (
	"strings"
	"unicode/utf8"

	"taizhang/backend/zh"
)

// commitment reads what a unit says it will do: 「下一步，某公司将…」.
func (r *reader) commitment(c *clause) bool {
	if r.asked == onProgress && r.achieved(r.text(c)) {
		return false // 将 is 把 here
	}
	if c.told && c.subject.none() && r.voice.says && !r.voice.asks && len(r.voice.units) > 0 && !governs(r.voice.units[0]) && r.due(span{c.body, c.end}) != nil && !r.told(r.text(c)) && (strings.HasPrefix(r.text(c), "将") || !r.achieved(r.text(c))) {
		k := *c
		k.subject = party{names: r.voice.units, end: c.body}
		r.task(&k, "task-commitment")
		return true
	}
	for _, z := range zh.Segments(r.s, c.body, c.end) {
		lead, at := r.committer(z.Start, z.End)
		if at < 0 || !r.art.official && (c.body == c.start || z.Start > c.body) {
			continue
		}
		if hasAny(r.s[at:z.End], "一如既往") || r.voice.says && !r.art.review && strings.HasPrefix(r.s[at:z.End], "将继续") {
			continue
		}
		if z.Start > c.body && r.turn != nil && !r.headTurn {
			return false
		}
		if seg := zh.Segments(r.s, at, c.end); len(seg) > 1 && strings.HasPrefix(r.s[at:z.End], "将") && r.boasts(r.s[z.End+len("，"):c.end]) && r.due(span{at, c.end}) == nil {
			return false // 将 is 把 here: what came of it follows
		}
		k := *c
		k.body, k.core, k.subject = z.Start, at, party{names: lead, end: at}
		if len(r.voice.units) > 0 && (len(lead) == 0 || !strings.HasPrefix(r.voice.units[0], lead[0])) {
			r.voice.name = "" // a unit's head speaks for that unit alone
		}
		r.voice = voice{name: r.voice.name, says: r.voice.says}
		r.endTurn()
		r.task(&k, "task-commitment")
		return true
	}
	return false
}

// committer reads 「某单位将」 at the head of a segment; 公司 alone is the one named last.
func (r *reader) committer(at, end int) (units []string, after int) {
	rest := r.s[at:end]
	p := r.parties(at, end)
	if n := r.ourselves(rest); n > 0 && pledges(rest[n:]) {
		return r.self(), at + n
	}
	if words := strings.TrimPrefix(strings.TrimPrefix(rest, "表示"), "承诺"); len(words) < len(rest) && pledges(strings.TrimPrefix(words, "，")) {
		if units := r.accountant(at); units != nil {
			return units, at + len(rest) - len(words)
		}
	}
	if self := r.self(); len(self) == 1 {
		if ahead := undated(rest, r.ref); len(ahead) < len(rest) && strings.HasPrefix(ahead, "将") {
			return self, at + len(rest) - len(ahead)
		}
		for _, kind := range []string{"街道", "社区", "镇", "乡", "局", "委", "办", "公司", "中心", "区", "县"} {
			if after, cut := strings.CutPrefix(rest, kind); cut && strings.HasSuffix(self[0], kind) && pledges(after) {
				return self, at + len(kind)
			}
		}
	}
	if r.headTurn && r.voice.says && len(r.voice.units) > 0 {
		for _, w := range []string{"今年", "明年", "下一步", "下步", "接下来", "下阶段", "今后", ""} {
			if strings.HasPrefix(rest, w+"将") {
				return r.voice.units, at + len(w)
			}
		}
	}
	switch {
	case !p.none() && hasAnyPrefix(r.s[p.end:end], "将", "还将", "也将", "承诺", "答应") && !hasAnyPrefix(r.s[p.end:end], "承诺的", "承诺已", "承诺书", "承诺制", "答应的") && (r.art.official || !p.collective):
		return p.names, p.end
	case hasAnyPrefix(rest, "公司将", "集团将"):
		return r.lastCompany(at), at + len("公司")
	case hasAnyPrefix(rest, "我区将", "我市将", "我县将", "我镇将", "我乡将", "我街道将"):
		word := rest[:strings.Index(rest, "将")]
		return []string{r.ours(word)}, at + len(word)
	case hasAnyPrefix(rest, "全区将", "全市将", "全县将"):
		return []string{rest[:len("全区")]}, at + len("全区")
	}
	if n := r.district(rest); n > 0 && hasAnyPrefix(rest[n:], "将", "还将", "也将") {
		return []string{rest[:n]}, at + n
	}
	if hasAnyPrefix(rest, "将") && r.voice.says && len(r.voice.units) > 0 && hasAnyPrefix(rest[len("将"):], "投入", "成立", "建立", "制定", "组建", "继续", "进一步", "持续", "全力", "加", "深入", "严格", "以", "认真", "坚", "聚焦", "围绕") {
		return r.voice.units, at
	}
	return nil, -1
}

// accountant is the unit whose head the segment before at tells of: 东洲街道党工委书记某某作了检讨，|表示将….
func (r *reader) accountant(at int) []string {
	before := r.s[r.art.start:max(r.art.start, at-len("，"))]
	from := r.art.start + max(strings.LastIndex(before, "。"), strings.LastIndex(before, "，"), strings.LastIndex(before, "\n"), strings.LastIndex(before, "；"))
	for from < at && !utf8.RuneStart(r.s[from]) || from < at && hasAnyPrefix(r.s[from:at], "。", "，", "；", "\n") {
		from++
	}
	for i := from; i < at && i < from+90; i += step(r.s[i]) {
		if r.x.roles.prefix(r.s[i:at]) == 0 {
			continue
		}
		if p := r.parties(from, i); !p.none() && !p.collective && !governs(p.names[0]) {
			return p.names
		}
		return nil
	}
	return nil
}

// pledges tells whether words that follow who speaks say what will be done.
func pledges(s string) bool {
	for _, w := range []string{"下一步", "接下来", "随后", "今后"} {
		s = strings.TrimPrefix(s, w)
	}
	return hasAnyPrefix(s, "将", "会立即", "会马上", "会尽快", "会在", "准备从", "准备在", "准备于", "计划", "打算", "承诺", "保证", "争取", "从明天起", "从下周起", "从今天起", "从本周起")
}

// district is the length of a district's name of three or four characters, its 区, 市 or 县 included.
func (r *reader) district(s string) int {
	if r.verbAt(s) || hasAnyPrefix(s, "记者", "今年", "去年", "近年", "明年", "我", "从", "该", "本", "其他", "部分", "少数", "个别") {
		return 0
	}
	for i, c := range s {
		if i >= 6 && strings.ContainsRune("区市县旗", c) {
			end := i + len("区")
			if hasAnySuffix(s[:i], "社", "街", "园", "辖", "校", "景", "片", "小", "地", "开发", "厂", "主城", "老城", "旧城", "新城", "中心城", "县城", "建成", "库", "全", "郊", "市辖", "棚户", "补给", "保护", "核心", "居住", "生活", "工业", "住宅", "林", "牧", "矿", "院", "灾", "疫", "示范", "功能", "缓冲", "服务", "作业", "施工", "禁养", "管控", "隔离", "控制", "局", "委", "办", "厅", "院", "公司", "中心", "老山", "贫困山", "偏远山", "深山", "高寒山", "半山", "大山") || strings.HasPrefix(s[end:], "长") || growsOn(s[:end], s[end:]) {
				return 0
			}
			return end
		}
		if !nameRune(c) || c == '与' || c == '和' && hasAnySuffix(s[:i], "镇", "乡", "道") || c == '全' || i > 9 || i > 0 && r.verbAt(s[i:]) {
			return 0
		}
	}
	return 0
}

// ours is whom 我区 or 我镇 means: the register's own district where the text names it, else the first of that kind that
// the text names at the head of a line or a clause.
func (r *reader) ours(word string) string {
	kind := strings.TrimPrefix(word, "我")
	if r.x.district != "" && strings.HasSuffix(r.x.district, kind) && strings.Contains(r.s[:min(r.seen, 20000)], r.x.district) {
		return r.x.district
	}
	for _, p := range r.art.paras[:min(len(r.art.paras), 8)] {
		if p.start >= r.seen {
			break
		}
		for _, z := range zh.Segments(r.s, p.start, min(p.end, p.start+600)) {
			head := r.s[z.Start:z.End]
			if i := strings.Index(head, kind); i >= 6 && i <= 15 && !strings.HasPrefix(head, "我") && nameOnly(head[:i]) {
				return head[:i] + kind
			}
		}
	}
	return word
}

func nameOnly(s string) bool {
	for _, c := range s {
		if !nameRune(c) {
			return false
		}
	}
	return true
}

// lastCompany is the enterprise named last before at.
func (r *reader) lastCompany(at int) []string {
	from := max(r.art.start, at-6000)
	for end := at; ; {
		i := strings.LastIndex(r.s[from:end], "公司")
		if i < 0 {
			return []string{"公司"}
		}
		stop := from + i + len("公司")
		for start := max(from, stop-66); start < stop-len("公司")*2; start++ {
			if r.s[start]&0xc0 == 0x80 || !r.nameBegins(start) {
				continue
			}
			if p := r.unit(start, stop, false); !p.none() && p.end == stop && !p.collective {
				return p.names
			}
		}
		end = from + i
	}
}

// nameBegins tells whether a name can begin at i: after punctuation, or where the register knows one.
func (r *reader) nameBegins(i int) bool {
	if n, _ := r.x.units.longest(r.s[i:]); n > 0 {
		return true
	}
	return i == 0 || hasAnySuffix(r.s[:i], "，", "。", "、", "；", "与", "和", "对", "为", "\n", "，由", "予", "期待", "（", "）", "在")
}

// assigned reads 「某领导部署…工作」.
func (r *reader) assigned(c *clause) bool {
	text := r.text(c)
	i := strings.Index(text, "部署")
	if i <= 0 || i > 60 || !r.art.official || len(text)-i < 18 || hasAnyPrefix(text[i:], "部署了会", "部署会", "部署要求", "部署，") {
		return false
	}
	if _, _, ok := r.speakerIn(c.body, c.body+i); !ok {
		return false
	}
	if p := r.s[c.body : c.body+i]; hasAnySuffix(p, "会议", "大会", "他") {
		return false
	}
	k := *c
	k.subject = party{}
	r.lead = nil
	r.task(&k, "task-assigned")
	return true
}

package extract

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"taizhang/backend/zh"
)

var speakingWords = []string{"依次发言", "分别发言", "先后发言", "表态发言", "交流发言", "汇报发言", "作了发言", "依次汇报", "分别汇报", "先后汇报", "依次作", "分别作", "先后作", "分别介绍", "逐一汇报", "轮流发言", "现场述职", "作典型发言", "作经验交流", "作了汇报", "进行汇报", "依次进行", "上台述职", "依次述职", "分别述职", "现场点评", "作了交流", "分别就", "亮成绩", "晒成绩", "晒实绩", "亮家底", "交作业", "交答卷", "摆问题", "亮晒"}

// listSpeakers finds the units that 「A、B、C依次发言」 names: their turns follow, whatever the form of their names.
func (r *reader) listSpeakers(a *article) {
	r.speakers, r.local = map[string]bool{}, nil
	for _, p := range a.paras {
		text := r.s[p.start:min(p.end, p.start+3000)]
		for at := 0; at < len(text); {
			i, n := r.x.speaking.in(text[at:])
			if i < 0 {
				break
			}
			from := p.start
			if k := strings.LastIndex(text[:at+i], "。"); k >= 0 {
				from += k + len("。")
			}
			r.listUnits(from, p.start+at+i)
			at += i + n
		}
	}
}

// listUnits takes the list of speakers from the sentence that begins at from: by the forms of their names where those
// cover the list, as the list stands otherwise.
func (r *reader) listUnits(from, at int) bool {
	for _, lead := range []string{"会上，", "会议上，", "会上", "会议期间，"} {
		if strings.HasPrefix(r.s[from:at], lead) {
			from += len(lead)
		}
	}
	if i := strings.Index(r.s[from:at], "。"); i >= 0 || from >= at {
		return false
	}
	p := r.parties(from, at)
	for !p.none() && strings.HasPrefix(r.s[p.end:at], "，") {
		q := r.parties(p.end+len("，"), at)
		if q.none() {
			break
		}
		p = party{append(p.names, q.names...), q.end, false, false}
	}
	if !p.none() && !p.collective && len(p.names) > 1 && speakerRest(r.s[p.end:at]) {
		for _, n := range p.names {
			r.speakers[n] = true
			r.shorten(n)
		}
		return true
	}
	if r.takeList(span{from, at}) {
		return true
	}
	i := strings.LastIndex(r.s[from:at], "，")
	return i >= 0 && strings.Contains(r.s[from+i:at], "、") && counted.MatchString(r.s[from:at]) && r.takeList(span{from + i + len("，"), at})
}

// counted is how a list of units ends that says how many they are: A、B和C|3个部门.
var counted = regexp.MustCompile(`([一二两三四五六七八九十\d]{1,3})[个家](?:部门|单位|街道|镇街|街镇|乡镇|镇|社区|委办局|片区)$`)

// speakerRest tells whether words between a list and 发言 are the speakers' offices.
func speakerRest(s string) bool {
	s = strings.TrimSuffix(s, "等")
	return s == "" || len(s) < 60 && !strings.ContainsAny(s, "、和及")
}

var officeTails = []string{"主要负责同志", "主要负责人", "负责同志", "负责人", "党组织书记", "党委书记", "党工委书记", "党支部书记", "主要领导", "书记", "代表", "相关", "有关", "党政", "作"}

// takeList reads a list of at least two names, parted by commas where it says how many there are, by 、 and 和 otherwise.
func (r *reader) takeList(sp span) bool {
	text, counted := cutCount(r.s[sp.start:sp.end])
	var parts []string
	if byComma := strings.Split(text, "，"); len(byComma) > 1 && (counted == len(byComma) || counted == 0 && len(byComma) > 2) {
		parts = byComma
	} else if len(byComma) > 1 {
		return false
	} else {
		parts = r.byForm(sp.start, zh.List(text))
	}
	for i := range parts {
		parts[i] = trimOffices(parts[i])
		if n := utf8.RuneCountInString(parts[i]); n < 2 || n > 18 || strings.ContainsAny(parts[i], "。；：“") || isName(parts[i]) || hasAny(parts[i], "召开", "主持", "工作", "通报", "听取", "汇报") {
			return false
		}
	}
	if len(parts) < 2 {
		return false
	}
	for _, name := range parts {
		r.know(name)
	}
	return true
}

// byForm reads the parts of a list that begins at at: by the forms of names first, divided at 和 and 及 otherwise.
func (r *reader) byForm(at int, parts []string) []string {
	var all []string
	for _, part := range parts {
		p := r.parties(at, at+len(part))
		if !p.none() && trimOffices(r.s[p.end:at+len(part)]) == "" {
			all = append(all, p.names...)
		} else {
			all = append(all, splitJoint(part)...)
		}
		at += len(part) + len("、")
	}
	return all
}

// know adds a speaker's name as it stands, unless a form that is known reads it; a task force goes by its short name too.
func (r *reader) know(name string) {
	if n, all := r.x.units.longest(name); n == len(name) {
		if u := meant(all, r.published); u != nil {
			r.speakers[u.Name] = true
			return
		}
	}
	r.speakers[name] = true
	r.learn(name, name)
	r.shorten(name)
}

// shorten learns that a task force 新能源项目组 goes by 新能源组 too.
func (r *reader) shorten(name string) {
	if i := strings.Index(name, "项目"); i > 0 && strings.HasSuffix(name, "组") {
		r.learn(name[:i]+"组", name)
	}
}

func (r *reader) learn(words, name string) {
	if r.local == nil {
		r.local = newTrie[string]()
	}
	r.local.add(words, name, nil)
}

func trimOffices(name string) string {
	for _, w := range []string{"围绕", "针对", "结合"} {
		name, _, _ = strings.Cut(name, w)
	}
	for again := true; again; {
		again = false
		for _, t := range officeTails {
			if w, cut := strings.CutSuffix(name, t); cut {
				name, again = w, true
			}
		}
	}
	return name
}

// cutCount takes 等4家单位 off a list and returns its number, 0 where it has none.
func cutCount(s string) (string, int) {
	i := strings.LastIndex(s, "等")
	if m := counted.FindStringSubmatchIndex(s); m != nil && (i < 0 || i+len("等") < m[0]) {
		n, _ := zh.Whole(s[m[2]:m[3]])
		return s[:m[0]], n
	}
	if i < 0 {
		return s, 0
	}
	n, size := zh.Whole(s[i+len("等"):])
	if rest := s[i+len("等")+size:]; size > 0 && len(rest) < 60 {
		return s[:i], n
	}
	return s, 0
}

func splitJoint(s string) []string {
	for _, j := range []string{"以及", "和", "及"} {
		if i := strings.Index(s, j); i >= 6 && len(s)-i-len(j) >= 6 {
			return slices.Concat([]string{s[:i]}, splitJoint(s[i+len(j):]))
		}
	}
	return []string{s}
}

package extract

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// countTail is the length of what closes a list: 等, 等5个单位, 三个街道, 2家单位.
func countTail(s string) int {
	i := 0
	if strings.HasPrefix(s, "等") {
		i = len("等")
	}
	j := i
	for j < len(s) {
		c, size := utf8.DecodeRuneInString(s[j:])
		if !strings.ContainsRune("两一二三四五六七八九十0123456789个家", c) {
			break
		}
		j += size
	}
	if j == i && i == 0 {
		return 0
	}
	for _, noun := range []string{"相关部门", "有关部门", "职能部门", "街道（镇）", "街道（乡镇）", "单位", "部门", "街道", "街镇", "乡镇", "镇街", "镇", "乡", "地区", "区县", "企业", "委办局"} {
		if strings.HasPrefix(s[j:], noun) {
			return j + len(noun)
		}
	}
	return i
}

// sharing reads names that share their last word: 松岭、白塔、河湾三镇; 卢沟桥、大红门街道; 教育、民政等部门.
func (r *reader) sharing(at, end int) party {
	s := r.s[at:end]
	if !strings.Contains(s[:min(len(s), 18)], "、") {
		return party{}
	}
	var names []string
	i := 0
	for {
		n := bareName(s[i:])
		first, _ := utf8.DecodeRuneInString(s[i:])
		if n == 0 || len(names) > 30 || nameless.has(first) || hasAnyPrefix(s[i:], "相关", "有关", "其他", "区直", "市直", "县直") || hasAnySuffix(s[i:i+n], "牵头", "负责") {
			return party{}
		}
		sep := ""
		for _, j := range joints[:5] {
			if strings.HasPrefix(s[i+n:], j) {
				sep = j
				break
			}
		}
		if sep == "" {
			break
		}
		if p := r.unit(at+i, at+i+n, false); p.end == at+i+n {
			return party{} // a whole name shares nothing
		}
		names = append(names, s[i:i+n])
		i += n + len(sep)
	}
	if len(names) == 0 {
		return party{}
	}
	return r.shared(names, at, i, end)
}

// bareName is the length of a name of two to five characters up to a separator or a shared ending.
func bareName(s string) int {
	for i, n := 0, 0; i < len(s); n++ {
		c, w := utf8.DecodeRuneInString(s[i:])
		if n >= 2 && (c == '、' || c == '和' || c == '及' || c == '与' || strings.HasPrefix(s[i:], "以及")) {
			return i
		}
		if n >= 1 && sharedEnd(s[i:]) > 0 {
			return i
		}
		if n >= 5 || !unicode.Is(unicode.Han, c) || n > 0 && strings.ContainsRune(stops, c) {
			return 0
		}
		i += w
	}
	return 0
}

// sharedEnd is the length of 三镇, 两个街道, 街道, 等部门.
func sharedEnd(s string) int {
	i := 0
	for i < len(s) {
		c, w := utf8.DecodeRuneInString(s[i:])
		if !strings.ContainsRune("两二三四五六七八九十0123456789个等", c) {
			break
		}
		i += w
	}
	for _, noun := range []string{"个村", "个社区", "个县", "个区", "村", "社区", "县", "区", "片"} {
		if i > 0 && !strings.HasSuffix(s[:i], "等") && strings.HasPrefix(s[i:], noun) && !growsOn(noun, s[i+len(noun):]) {
			return i + len(noun)
		}
	}
	for _, noun := range []string{"街道办事处", "街道", "街镇", "镇街", "街乡镇", "乡镇", "镇", "乡", "等部门", "部门"} {
		if strings.HasPrefix(s[i:], noun) && !growsOn(noun, s[i+len(noun):]) {
			return i + len(noun)
		}
	}
	return 0
}

func (r *reader) shared(names []string, at, last, end int) party {
	s := r.s[at:end]
	n := bareName(s[last:])
	size := sharedEnd(s[last+n:])
	if n == 0 || size == 0 {
		return party{}
	}
	names = append(names, s[last:last+n])
	noun := strings.TrimLeft(s[last+n:last+n+size], "两二三四五六七八九十0123456789个等")
	p := party{end: at + last + n + size, collective: strings.HasSuffix(noun, "部门")}
	for _, name := range names {
		full := cmp.Or(r.inFull(name, at), r.t.Quote(at+strings.Index(s, name), at+strings.Index(s, name)+len(name))+noun)
		if k, all := r.x.units.longest(full); k == len(full) {
			if u := meant(all, r.published); u != nil {
				full, p.known = u.Name, true
			}
		}
		p.names = append(p.names, full)
	}
	return p
}

// inFull is the name that the text before at has in full for a place whose kind is left out: 大柳树镇 for 大柳树; "" where it has
// none.
func (r *reader) inFull(stem string, at int) string {
	before := r.s[max(0, at-12000):at]
	for _, kind := range []string{"街道", "镇", "乡", "地区", "苏木"} {
		if strings.Contains(before, stem+kind) {
			return stem + kind
		}
	}
	return ""
}

// stems reads places whose kinds are left out, where they are told to do something: 大柳树、西河要.
func (r *reader) stems(at, end int) party {
	p := party{end: at}
	if s := r.s[at:end]; r.x.verbs.prefix(s) > 0 || r.x.adverbs.prefix(s) > 0 || r.x.collectives.prefix(s) > 0 {
		return party{}
	}
	for from := at; ; {
		n, w := 0, 0
		for n <= len("四个字名") && from+n < end {
			rest := r.s[from+n : end]
			if n >= len("两字") && (orders(rest) || hasAnyPrefix(rest, "、", "和")) {
				break
			}
			_, w = utf8.DecodeRuneInString(rest)
			n += w
		}
		if n < len("两字") || n > len("四个字名") {
			return party{}
		}
		name := r.inFull(r.s[from:min(end, from+n)], at)
		if name == "" {
			return party{}
		}
		p.names, p.end = append(p.names, name), from+n
		if orders(r.s[p.end:end]) {
			return p
		}
		if !hasAnyPrefix(r.s[p.end:end], "、", "和") {
			return party{}
		}
		from = p.end + len("、")
	}
}

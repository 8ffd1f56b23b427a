package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// party is one or more units named at a place in the text.
type party struct {
	names      []string
	end        int  // where the words end
	collective bool // nobody in particular: 各街镇, 相关部门
	known      bool // at least one is in the register
}

func (p party) none() bool { return len(p.names) == 0 }

var joints = []string{"、", "以及", "和", "及", "与", "，"}

// parties reads the units named from at on: 太平桥街道、区城管委和各街镇 is three.
func (r *reader) parties(at, end int) party {
	p := r.sharing(at, end)
	if p.none() {
		p = r.unit(at, end, false)
	}
	if p.none() {
		return p
	}
	for {
		next, joined := p.end, ""
		for _, j := range joints {
			if strings.HasPrefix(r.s[next:end], j) {
				joined = j
				break
			}
		}
		if joined == "" {
			break
		}
		q := r.sharing(next+len(joined), end)
		if q.none() {
			q = r.unit(next+len(joined), end, true)
		}
		if q.none() || joined == "，" && (len(p.names) < 2 || q.collective) {
			break
		}
		p = party{append(p.names, q.names...), q.end, p.collective && q.collective, p.known || q.known}
	}
	p.end += countTail(r.s[p.end:end])
	return p
}

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

// unit reads one unit: the longest of what the register, the article's own list of speakers, the collectives and the
// general patterns find. Within a list 部门 alone is one too.
func (r *reader) unit(at, end int, within bool) party {
	s := r.s[at:end]
	if s == "" {
		return party{}
	}
	best := party{}
	if n, all := r.x.units.longest(s); n > 0 && !glued(s[n:]) {
		if u := meant(all, r.published); u != nil {
			best = party{[]string{u.Name}, at + n, false, true}
		}
	}
	if r.local != nil {
		if n, name := r.local.longest(s); n > 0 && at+n > best.end {
			best = party{[]string{name}, at + n, false, true}
		}
	}
	if n := r.collective(s, within); n > 0 && at+n > best.end && !growsOn(s[:n], s[n:]) {
		best = party{[]string{strings.TrimSuffix(r.t.Quote(at, at+n), "上下")}, at + n, true, false}
	}
	if n := r.district(s); n > 0 && best.none() {
		best = party{[]string{r.t.Quote(at, at+n)}, at + n, false, false}
	}
	if n := r.pattern(s); n > 0 && at+n > best.end {
		best = party{[]string{r.t.Quote(at, at+n)}, at + n, strings.HasSuffix(s[:n], "部门"), false}
	}
	return best
}

// glued tells whether a unit's name goes on: 丰台区 in 丰台区委, 太平桥街道 in 太平桥街道路.
func glued(rest string) bool {
	c, _ := utf8.DecodeRuneInString(rest)
	return c == '委' || c == '路' || c == '域'
}

// collective reads 各街镇, 各部门各单位, 相关职能部门, 属地, 各企业主要负责人, 被点评单位.
func (r *reader) collective(s string, within bool) int {
	n := r.x.collectives.prefix(s)
	if n == 0 && within {
		if k := r.x.listed.prefix(s); k > 0 && endsName(s[k:]) {
			return k
		}
	}
	if n == 0 && strings.HasPrefix(s, "部门") {
		return len("部门")
	}
	if hasAnyPrefix(s, "各", "被", "广大", "全体") {
		n = max(n, r.kindOf(s))
	}
	for n > 0 {
		k := r.x.collectives.prefix(s[n:])
		if hasAnyPrefix(s[n:], "各") {
			k = max(k, r.kindOf(s[n:]))
			n += k
		} else {
			k = 0
		}
		if k == 0 {
			break
		}
	}
	if n > 0 {
		n += r.x.posts.prefix(s[n:])
	}
	return n
}

// kindOf reads 各 or 被 with the kind of those meant at its end: 各包村干部, 各执法部门, 被讲评镇街.
func (r *reader) kindOf(s string) int {
	last := 0
	for i, n := 0, 0; i < len(s) && n < 12; n++ {
		c, w := utf8.DecodeRuneInString(s[i:])
		if !unicode.Is(unicode.Han, c) || strings.ContainsRune("的了在对把将要为使由应须", c) || n > 1 && last == 0 && r.x.adverbs.prefix(s[i:]) >= 6 {
			break
		}
		k := 0
		if n > 0 {
			k = r.x.kinds.prefix(s[i:])
		}
		if last > 0 && i >= last && k == 0 {
			break
		}
		if k > 0 {
			last = max(last, i+k)
		}
		i += w
	}
	return last
}

func endsName(rest string) bool {
	c, _ := utf8.DecodeRuneInString(rest)
	return rest == "" || !unicode.Is(unicode.Han, c) || strings.ContainsRune("要应须需将等和及与共同负做", c)
}

// stops are the characters that no unit's name holds after its first.
const stops = "的了在对把将要为是被让使由各该等就并也都仍还且其这那着已须以"

// pattern is the length of the words of s that have the form of a unit's name, for units that no register holds.
func (r *reader) pattern(s string) int {
	if n := r.x.departments.prefix(s); n > 0 && !growsOn(s[:n], s[n:]) {
		return n
	}
	first, size := utf8.DecodeRuneInString(s)
	if !unicode.Is(unicode.Han, first) || !hasAnyPrefix(s, "和平", "和谐", "和顺", "和美", "和兴", "和睦", "为民", "将军") && strings.ContainsRune("各全该本其这那每由要被将与和对为在以我他她", first) || r.x.verbs.prefix(s) >= 6 || r.x.adverbs.prefix(s) >= 6 {
		return 0
	}
	if strings.ContainsRune("区市县旗州省镇", first) {
		return r.office(s, size)
	}
	for i, n := size, 1; i < len(s) && n < 16; n++ {
		c, w := utf8.DecodeRuneInString(s[i:])
		if !nameRune(c) || n > 1 && r.verbAt(s[i:]) {
			return 0
		}
		if strings.ContainsRune("区市县旗州", c) && n <= 5 {
			if k := r.office(s, i+w); k > 0 {
				return k
			}
		}
		if n <= 6 {
			if k := r.x.places.prefix(s[i:]); k > 0 && !growsOn(s[i:i+k], s[i+k:]) && !common(s[:i+k]) {
				return i + k
			}
		}
		if n >= 2 && n <= 5 && hasAnyPrefix(s[i:], "科", "办", "股", "站", "所", "队") && hasAnyPrefix(s[i+w:], "要", "应", "对", "负责", "牵头", "、", "会同", "联合", "将") && !growsOn(s[i:i+w], s[i+w:]) {
			return i + w
		}
		if n >= 2 && n <= 8 && strings.HasPrefix(s[i:], "部门") {
			return i + len("部门")
		}
		if n >= 2 {
			if k := r.x.offices.prefix(s[i:]); k >= 6 && !growsOn(s[i:i+k], s[i+k:]) && named(s[i:i+k]) {
				return i + k
			}
		}
		i += w
	}
	return 0
}

// named tells the ends of names that need no place before them.
func named(end string) bool {
	switch end {
	case "公司", "集团", "管委会", "开发区", "高新区", "经开区", "示范区", "度假区", "产业园", "商务区", "指挥部", "供电公司", "项目部", "项目组", "领导小组", "工作领导小组", "园区", "银行", "工作专班", "专班", "保障中心", "服务中心", "管理处", "支队", "大队", "委员会", "医院", "联社", "管委":
		return true
	}
	return false
}

// common tells words that end as a place does and are none.
func common(s string) bool {
	switch s {
	case "城镇", "乡镇", "集镇", "小镇", "村镇", "街镇", "重镇", "本镇", "下乡", "回乡", "返乡", "家乡", "城乡", "县乡", "区镇", "市镇", "进乡", "入乡", "特色小镇", "新街道", "中心镇", "建制镇", "示范镇", "强镇", "试点镇", "典型镇":
		return true
	}
	return hasAnySuffix(s, "农村", "乡村", "城中村", "空心村", "示范村", "行政村", "自然村", "全村", "本村", "中心村", "重点村", "薄弱村", "老旧社区", "全乡", "老社区", "新社区", "智慧社区", "建设村", "部分村", "少数村", "个别村", "帮扶村", "重点镇", "先行镇", "美丽乡") || strings.HasSuffix(s, "乡镇") || strings.HasSuffix(s, "城镇") || strings.HasSuffix(s, "城乡") || strings.HasSuffix(s, "小镇") || strings.HasSuffix(s, "返乡") || strings.HasSuffix(s, "下乡") || strings.HasSuffix(s, "全镇")
}

// office reads what follows 区, 市 or 县 at s[:at]: 区委宣传部, 市生态环境局, 县供销社.
func (r *reader) office(s string, at int) int {
	if n := r.x.departments.prefix(s[at:]); n > 0 && !growsOn(s[at:at+n], s[at+n:]) {
		return at + n
	}
	for i, n := at, 0; i < len(s) && n < 14; n++ {
		c, w := utf8.DecodeRuneInString(s[i:])
		if k := r.x.offices.prefix(s[i:]); k > 0 && !growsOn(s[i:i+k], s[i+k:]) && (n > 0 || s[i:i+k] == "委" || s[i:i+k] == "政府" || s[i:i+k] == "法院" || s[i:i+k] == "检察院" || s[i:i+k] == "总工会" || s[i:i+k] == "妇联" || s[i:i+k] == "残联" || s[i:i+k] == "工商联" || s[i:i+k] == "科协" || s[i:i+k] == "团委" || s[i:i+k] == "红十字会") {
			end := i + k
			if more := r.partyOffice(s[end:]); more > 0 {
				end += more
			}
			return end
		}
		if !nameRune(c) || n > 0 && n%2 == 0 && r.x.adverbs.prefix(s[i:]) >= 6 {
			return 0
		}
		i += w
	}
	return 0
}

// partyOffice is the length of the office of a committee or a government: 区委|宣传部, 区政府|办公室.
func (r *reader) partyOffice(s string) int {
	if n := r.x.departments.prefix(s); n > 0 {
		return n
	}
	for i, n := 0, 0; i < len(s) && n < 8; n++ {
		c, w := utf8.DecodeRuneInString(s[i:])
		if !nameRune(c) || r.x.verbs.prefix(s[i:]) >= 6 {
			return 0
		}
		if k := r.x.offices.prefix(s[i:]); k > 0 && n > 1 && !growsOn(s[i:i+k], s[i+k:]) {
			return i + k
		}
		i += w
	}
	return 0
}

func nameRune(c rune) bool { return unicode.Is(unicode.Han, c) && !strings.ContainsRune(stops, c) }

func (r *reader) verbAt(s string) bool {
	return (r.x.verbs.prefix(s) >= 6 || r.x.adverbs.prefix(s) >= 6) && !hasAnyPrefix(s, "建设", "发展", "投资", "服务", "管理", "创新", "开发", "保障", "应急", "监督", "统筹", "科学", "综合", "中心", "保护", "救助", "宣传", "教育", "联合", "规划", "供应")
}

// growsOn tells whether the end of a name is only the beginning of another word: 局 in 局面, 委 in 委员, 镇 in 镇村.
func growsOn(name, rest string) bool {
	last, _ := utf8.DecodeLastRuneInString(name)
	next, _ := utf8.DecodeRuneInString(rest)
	if next == utf8.RuneError {
		return false
	}
	return strings.ContainsRune(continuations[last], next)
}

var continuations = map[rune]string{
	'局': "面势部限长", '委': "员托派屈书会副", '办': "理公好实事结法案学件", '院': "长士落", '部': "门分署长队", '处': "理置于罚分",
	'所': "有以需属", '馆': "长", '站': "位在长", '心': "城环思工任区", '镇': "域村街里级长人区静", '乡': "村镇亲土级长愁贤党委", '村': "级里民庄镇内外干集庭", '道': "路口",
	'会': "议", '社': "区会保", '区': "域级县", '府': "采工", '司': "法", '园': "林区", '团': "队结体", '厅': "长", '校': "长园", '署': "了", '场': "所地景",
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
		if n == 0 || len(names) > 30 {
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
	for _, noun := range []string{"街道办事处", "街道", "镇", "乡", "等部门", "部门"} {
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
	p := party{end: at + last + n + size}
	for _, name := range names {
		full := r.t.Quote(at+strings.Index(s, name), at+strings.Index(s, name)+len(name)) + noun
		if k, all := r.x.units.longest(full); k == len(full) {
			if u := meant(all, r.published); u != nil {
				full, p.known = u.Name, true
			}
		}
		p.names = append(p.names, full)
	}
	return p
}

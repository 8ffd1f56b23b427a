package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// stops are the characters that no unit's name holds after its first.
const stops = "向越的了在对把将要为是被让使由各该等就并也都仍还且其这那着已须以"

// pattern is the length of the words of s that have the form of a unit's name, for units that no register holds.
func (r *reader) pattern(s string) int {
	if n := r.x.departments.prefix(s); n > 0 && !growsOn(s[:n], s[n:]) {
		return n
	}
	first, size := utf8.DecodeRuneInString(s)
	if hasAnyPrefix(s, "部分", "个别", "少数", "一些", "有的", "有些", "不少", "多数", "分街", "分镇", "分乡", "分部门", "分单位", "分区", "分县") {
		return 0 // some of them, or one after the other, and none by name
	}
	if !unicode.Is(unicode.Han, first) || nameless.has(first) && !hasAnyPrefix(s, "和平", "和谐", "和顺", "和美", "和兴", "和睦", "为民", "将军", "向阳", "向东", "向荣", "向前", "向化") || r.x.verbs.prefix(s) >= 6 || r.x.adverbs.prefix(s) >= 6 {
		return 0
	}
	if placeEnds.has(first) && !strings.HasPrefix(s, "县城") {
		return r.office(s, size)
	}
	for _, place := range []string{"街道", "新区", "园区", "党工委", "管委会"} {
		if rest, cut := strings.CutPrefix(s, place); cut && (r.x.offices.prefix(rest) == 0 || r.x.offices.prefix(rest) > len("政府")) {
			if n := r.office(s, len(place)); n > 0 {
				return n
			}
		}
	}
	if hasAnyPrefix(s, "局办公室", "委办公室", "院办公室", "厅办公室", "部办公室", "乡党政办", "处办公室") {
		return size + r.x.offices.prefix(s[size:])
	}
	for i, n := size, 1; i < len(s) && n < 16; n++ {
		c, w := utf8.DecodeRuneInString(s[i:])
		if !nameRune(c) && !(c == '都' && hasAnyPrefix(s[i+w:], "镇", "苏木", "街道", "嘎查")) || n > 1 && r.verbAt(s[i:]) {
			return 0
		}
		if n <= 5 && districtEnds.has(c) {
			if k := r.office(s, i+w); k > 0 {
				return k
			}
		}
		if n <= 6 {
			if k := r.x.places.prefix(s[i:]); k > 0 && (r.speakers[s[:i+k]] || !growsOn(s[i:i+k], s[i+k:])) && !common(s[:i+k]) {
				return i + k + r.branch(s[i+k:])
			}
		}
		if n >= 2 && n <= 5 && hasAnyPrefix(s[i:], "科", "办", "股", "站", "所", "队", "处", "署") && hasAnyPrefix(s[i+w:], "要", "须", "协同", "应", "对", "负责", "牵头", "、", "会同", "联合", "将", "围绕", "工作", "今年", "相关", "1", "2", "3", "4", "5", "6", "7", "8", "9", "上半年", "前", "本月", "月底", "每", "本周", "下周", "做好", "与", "和") && !growsOn(s[i:i+w], s[i+w:]) && !handled(s[:i+w]) {
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

// handled tells words that end in 办 and name a way of handling things, not an office: 接诉即办, 一网通办.
func handled(s string) bool {
	return hasAnySuffix(s, "即办", "通办", "代办", "帮办", "督办", "交办", "承办", "主办", "协办", "就办", "快办", "联办", "难办", "查办", "领办", "举办", "创办", "兴办", "开办", "包办", "待办", "一次办", "立办")
}

// named tells the ends of names that need no place before them.
func named(end string) bool {
	switch end {
	case "公司", "集团", "管委会", "开发区", "高新区", "经开区", "示范区", "度假区", "产业园", "商务区", "指挥部", "供电公司", "项目部", "项目组", "领导小组", "工作领导小组", "园区", "银行", "工作专班", "专班", "保障中心", "服务中心", "管理处", "支队", "大队", "委员会", "医院", "联社", "管委", "派出所", "监管所", "办公室", "工作办公室", "司法所", "税务所", "供电所", "卫生院", "法庭", "中队", "综合执法队", "执法队", "畜牧站", "农技站":
		return true
	}
	return false
}

// common tells words that end as a place does and are none.
func common(s string) bool {
	if hasAny(s, "首家", "首个", "首批") {
		return true
	}
	switch s {
	case "古镇", "城镇", "乡镇", "集镇", "小镇", "村镇", "街镇", "重镇", "本镇", "下乡", "回乡", "返乡", "家乡", "城乡", "县乡", "区镇", "市镇", "进乡", "入乡", "特色小镇", "新街道", "中心镇", "建制镇", "示范镇", "强镇", "试点镇", "典型镇":
		return true
	}
	return hasAnySuffix(s, "农村", "乡村", "城中村", "空心村", "示范村", "行政村", "自然村", "全村", "本村", "中心村", "重点村", "薄弱村", "老旧社区", "全乡", "老社区", "新社区", "智慧社区", "建设村", "部分村", "少数村", "个别村", "帮扶村", "驻村", "包村", "联村", "进村", "到村", "入村", "重点镇", "先行镇", "美丽乡") || strings.HasSuffix(s, "乡镇") || strings.HasSuffix(s, "城镇") || strings.HasSuffix(s, "城乡") || strings.HasSuffix(s, "小镇") || strings.HasSuffix(s, "返乡") || strings.HasSuffix(s, "下乡") || strings.HasSuffix(s, "全镇")
}

// office reads what follows 区, 市 or 县 at s[:at]: 区委宣传部, 市生态环境局, 县供销社.
func (r *reader) office(s string, at int) int {
	if hasAnyPrefix(s[at:], "和市", "和区", "和县", "和旗", "与市", "与区", "与县", "及市", "及区", "及县") {
		return 0 // another unit begins
	}
	if n := r.x.departments.prefix(s[at:]); n > 0 && !growsOn(s[at:at+n], s[at+n:]) {
		return at + n + r.branch(s[at+n:])
	}
	for i, n := at, 0; i < len(s) && n < 14; n++ {
		c, w := utf8.DecodeRuneInString(s[i:])
		if k := r.x.offices.prefix(s[i:]); k > 0 && !growsOn(s[i:i+k], s[i+k:]) && !hasAnySuffix(s[:i+k], "干部", "全部", "内部", "外部", "局部") && (n > 0 || k > len("政府") || s[i:i+k] == "委" || s[i:i+k] == "政府" || s[i:i+k] == "法院" || s[i:i+k] == "检察院" || s[i:i+k] == "总工会" || s[i:i+k] == "妇联" || s[i:i+k] == "残联" || s[i:i+k] == "工商联" || s[i:i+k] == "科协" || s[i:i+k] == "团委" || s[i:i+k] == "红十字会") {
			end := i + k
			if more := r.partyOffice(s[end:]); more > 0 && hasAnySuffix(s[:end], "委", "政府") && !hasAnyPrefix(s[end:], "区", "市", "县", "旗", "州", "省", "镇") {
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

// branches end the names of offices that a department or a town has.
var branches = newWords([]string{"管理办公室", "管委会", "分局", "交管局", "支队", "大队", "执法队", "分中心", "中心卫生院", "卫生服务中心", "卫生服务站", "卫生院", "卫生室", "派出所", "敬老院", "中心小学", "便民服务中心", "养老院", "幼儿园"})

// branch is the length of such a name at the head of s: 市生态环境局|仰山分局, 柳林镇|卫生院.
func (r *reader) branch(s string) int {
	for i, n := 0, 0; i < len(s) && n < 6; n++ {
		if k := branches.prefix(s[i:]); k > 0 && !growsOn(s[i:i+k], s[i+k:]) {
			return i + k
		}
		c, w := utf8.DecodeRuneInString(s[i:])
		if !nameRune(c) || r.x.verbs.prefix(s[i:]) >= 6 || r.x.adverbs.prefix(s[i:]) >= 6 {
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
	for _, w := range []string{"办公室", "督查室", "办"} {
		if strings.HasPrefix(s, w) && !growsOn(w, s[len(w):]) {
			return len(w)
		}
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

// runes is a set of characters of three bytes or fewer.
type runes [1 << 10]uint64

func runesOf(all string) *runes {
	set := &runes{}
	for _, c := range all {
		set[c>>6] |= 1 << (c & 63)
	}
	return set
}

func (set *runes) has(c rune) bool { return c >= 0 && c < 1<<16 && set[c>>6]&(1<<(c&63)) != 0 }

var (
	districtEnds = runesOf("区市县旗州")
	placeEnds    = runesOf("区市县旗州省镇")
	nameless     = runesOf("各全该本其这那每由要被将与和对为在以我他她请向而但从鉴恳责令") // no unit's name begins with these
	nameRunes    = func() *runes {                           // what a unit's name may go on with
		set := &runes{}
		for c := range rune(1 << 16) {
			if unicode.Is(unicode.Han, c) && !strings.ContainsRune(stops, c) {
				set[c>>6] |= 1 << (c & 63)
			}
		}
		return set
	}()
)

func nameRune(c rune) bool {
	return nameRunes.has(c) || c >= 1<<16 && unicode.Is(unicode.Han, c)
}

func (r *reader) verbAt(s string) bool {
	return (r.x.verbs.prefix(s) >= 6 || r.x.adverbs.prefix(s) >= 6) && !hasAnyPrefix(s, "建设", "发展", "投资", "服务", "管理", "创新", "开发", "保障", "应急", "监督", "统筹", "科学", "改革", "综合", "中心", "保护", "救助", "宣传", "教育", "联合", "规划", "供应")
}

// growsOn tells whether the end of a name is only the beginning of another word: 局 in 局面, 委 in 委员, 镇 in 镇村.
func growsOn(name, rest string) bool {
	last, _ := utf8.DecodeLastRuneInString(name)
	next, _ := utf8.DecodeRuneInString(rest)
	if next == utf8.RuneError || strings.HasPrefix(rest, "会同") {
		return false
	}
	if last == '镇' && next == '人' {
		return hasAnyPrefix(rest, "人民", "人大")
	}
	return strings.ContainsRune(continuations[last], next)
}

var continuations = map[rune]string{
	'市': "场民容值井", '局': "面势部限长", '委': "员托派屈书会副", '办': "员理公好实事结法案学件", '院': "长士落", '部': "门分署长队", '处': "理置于罚分",
	'所': "有以需属", '馆': "长", '站': "位在长", '心': "城环思工任区", '镇': "域村街里级长人区静", '乡': "村镇亲土级长愁贤党委", '组': "织建成合装", '村': "路级里民庄镇内外干集庭", '道': "路口系",
	'会': "议", '社': "区会保", '区': "域级县创", '府': "采工", '司': "法", '园': "林区", '团': "队结体", '厅': "长", '校': "长园", '署': "了", '场': "所地景",
}

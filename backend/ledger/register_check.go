package ledger

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Bounds of what a register may hold.
const (
	MaxWord     = 40      // characters of a word, a cue or another name of a theme
	MaxWords    = 500     // words of a list, cues of a theme
	MaxName     = 60      // characters of a unit's name
	MaxAliases  = 60      // other names of a unit
	MaxPosition = 999_999 // of a unit in lists
)

var (
	unitCode     = regexp.MustCompile(`^[0-9A-Za-z][0-9A-Za-z._-]{0,29}$`)
	districtCode = regexp.MustCompile(`^[0-9]{6}$`)
	tilePlace    = regexp.MustCompile(`^([1-9][0-9]?)-([1-9][0-9]?)$`)
)

// Check refuses a unit that cannot be, and says which field needs what.
func (u Unit) Check() error {
	switch {
	case u.Code == "":
		return Mistake(Invalid, "code", "请填写编码：街道、镇用九位区划代码，部门可以自定，例如 110106-fgw。", "Give a code: the nine digits of a sub-district or town, or one of your own such as 110106-fgw.")
	case !unitCode.MatchString(u.Code) || u.Code == "new":
		return Mistake(Invalid, "code", "编码“%s”不能用。只能用字母、数字和 - . _，以字母或数字开头，最多 30 个字符，不能是 new。", "The code “%s” cannot be used: letters, digits and - . _ only, a letter or digit first, at most 30 characters, and not “new”.", u.Code)
	case !u.Kind.Valid():
		return Mistake(Invalid, "kind", "请选择单位类别。", "Choose what kind of unit it is.")
	case u.District != "" && !districtCode.MatchString(u.District):
		return Mistake(Invalid, "district", "区划代码“%s”不对，应为六位数字，例如 110106。", "“%s” is no district code; it takes six digits, such as 110106.", u.District)
	case u.Position < 0 || u.Position > MaxPosition:
		return Mistake(Invalid, "position", "排序号应在 0 到 %d 之间。", "The place in lists takes 0 to %d.", MaxPosition)
	case u.Parent == u.Code:
		return Mistake(Invalid, "parent", "单位不能做自己的上级。", "A unit does not stand above itself.")
	case u.Tile != "" && !tilePlace.MatchString(u.Tile):
		return Mistake(Invalid, "tile", "示意图位置“%s”不对，应写成“行-列”，例如 3-7 表示第 3 行第 7 列，西北角是 1-1。", "“%s” is no place on the map; write row-column, such as 3-7 for row 3, column 7; 1-1 is the north-west corner.", u.Tile)
	case len(u.Aliases) > MaxAliases:
		return Mistake(Invalid, "aliases", "别名太多，最多 %d 个。", "There are too many other names; %d at most.", MaxAliases)
	}
	if u.Name == "" {
		return Mistake(Invalid, "name", "请填写单位名称。", "Give the unit's name.")
	}
	seen := map[string]bool{}
	for _, n := range append(u.names(), Alias{"short", u.Short, "", ""}) {
		if err := checkName(n); err != nil {
			return err
		}
		if n.UnitCode == "aliases" && seen[n.Name] {
			return Mistake(Invalid, "aliases", "别名“%s”写了两次，请删去一处。", "The other name “%s” is there twice; take one out.", n.Name)
		}
		seen[n.Name] = n.UnitCode == "aliases"
	}
	return nil
}

// OnMap is the unit's place on the schematic map, rows from the north and columns from the west, from 1; false where it has none.
func (u Unit) OnMap() (row, column int, ok bool) {
	m := tilePlace.FindStringSubmatch(u.Tile)
	if m == nil {
		return 0, 0, false
	}
	row, _ = strconv.Atoi(m[1])
	column, _ = strconv.Atoi(m[2])
	return row, column, true
}

// checkName checks one name with its days; UnitCode is its form field.
func checkName(n Alias) error {
	switch {
	case n.Name == "":
		return nil
	case strings.ContainsFunc(n.Name, unicode.IsSpace):
		return Mistake(Invalid, n.UnitCode, "“%s”里有空格，请去掉。", "There is white space in “%s”; take it out.", n.Name)
	case utf8.RuneCountInString(n.Name) > MaxName:
		return Mistake(Invalid, n.UnitCode, "“%s…”太长，最多 %d 个字。", "“%s…” is too long; %d characters at most.", Shorten(n.Name, 20), MaxName)
	case farOff(n.ValidFrom) || farOff(n.ValidTo):
		return Mistake(Invalid, dayField(n.UnitCode), "“%s”的日期不对，应在 1900 年到 2199 年之间。", "The days of “%s” are not right; they take years from 1900 to 2199.", n.Name)
	case n.ValidFrom != "" && n.ValidTo != "" && n.ValidTo < n.ValidFrom:
		return Mistake(Invalid, dayField(n.UnitCode), "“%s”的截止日期（%s）早于起始日期（%s），请改正。", "“%s” ends (%s) before it begins (%s); correct the days.", n.Name, n.ValidTo, n.ValidFrom)
	}
	return nil
}

func farOff(d Date) bool { return d != "" && (d < "1900-01-01" || d > "2199-12-31") }

func dayField(field string) string {
	if field == "aliases" {
		return field
	}
	return "valid_to"
}

// Check refuses a theme that cannot be, and says which field needs what.
func (t Theme) Check() error {
	switch {
	case t.Name == "":
		return Mistake(Invalid, "name", "请填写领域名称。", "Give the theme's name.")
	case t.Name == "new":
		return Mistake(Invalid, "name", "领域不能叫 new。", "A theme cannot be called “new”.")
	case t.Position < 0 || t.Position > 9999:
		return Mistake(Invalid, "position", "排序号应在 0 到 9999 之间。", "The place in lists takes 0 to 9999.")
	case utf8.RuneCountInString(t.English) > MaxName:
		return Mistake(Invalid, "english", "英文名太长，最多 %d 个字母。", "The English name is too long; %d letters at most.", MaxName)
	}
	for _, f := range []struct {
		field string
		words []string
	}{{"name", []string{t.Name}}, {"same", t.Same}, {"cues", t.Cues}} {
		if err := checkWords(f.field, f.words); err != nil {
			return err
		}
	}
	return nil
}

// checkWords checks the words of one list, one by one and together.
func checkWords(field string, words []string) error {
	if len(words) > MaxWords {
		return Mistake(Invalid, field, "词太多：有 %d 个，最多 %d 个。", "There are too many words: %d, of %d at most.", len(words), MaxWords)
	}
	seen := map[string]bool{}
	for _, w := range words {
		switch {
		case w == "":
			return Mistake(Invalid, field, "有一个词是空的，请删去。", "One of the words is empty; take it out.")
		case strings.ContainsFunc(w, unicode.IsSpace):
			return Mistake(Invalid, field, "“%s”里有空格。一行写一个词，词里不要有空格。", "There is white space in “%s”. Write a word a line, without white space.", w)
		case utf8.RuneCountInString(w) > MaxWord:
			return Mistake(Invalid, field, "“%s…”太长，一个词最多 %d 个字。", "“%s…” is too long; a word has %d characters at most.", Shorten(w, 20), MaxWord)
		case seen[w]:
			return Mistake(Invalid, field, "“%s”写了两次，请删去一处。", "“%s” is there twice; take one out.", w)
		}
		seen[w] = true
	}
	return nil
}

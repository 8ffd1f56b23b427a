package intake

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// numbering writes out the automatic numbers of a document, which are nowhere in its text.
type numbering struct {
	lists  map[string]*list     // by what a paragraph calls them (numId)
	styles map[string]listStyle // paragraph styles that number by themselves
}

// list is one list: the levels that it shares with others of its kind, and the places where it starts anew.
type list struct {
	kind    *listKind
	restart map[int]int
	begun   bool
}

type listKind struct {
	levels [maxLevels]level
	counts [maxLevels]int
	used   [maxLevels]bool
}

// level is how the numbers of one level look: %1 in text is the number of the first level.
type level struct {
	format, text, style string
	start               int
	decimal             bool // the numbers of higher levels are written in digits
}

type listStyle struct{ num, level, parent string }

const (
	maxLevels = 9
	maxLabel  = 60 // bytes that the words around a number may take
)

func readNumbering(a *archive) (*numbering, error) {
	n := &numbering{lists: map[string]*list{}, styles: map[string]listStyle{}}
	if err := n.readStyles(a); err != nil {
		return nil, err
	}
	return n, n.readLists(a)
}

func (n *numbering) readStyles(a *archive) error {
	return a.each("word/styles.xml", func(d *xml.Decoder, t xml.Token) error {
		e, ok := t.(xml.StartElement)
		if !ok || e.Name.Local != "style" {
			return nil
		}
		var s listStyle
		id := attr(e, "styleId")
		err := children(d, func(e xml.StartElement) error {
			switch e.Name.Local {
			case "basedOn":
				s.parent = attr(e, "val")
			case "numId":
				s.num = attr(e, "val")
			case "ilvl":
				s.level = attr(e, "val")
			}
			return errDescend
		})
		n.styles[id] = s
		return err
	})
}

// readLists reads the kinds of lists, then the lists that are of them.
func (n *numbering) readLists(a *archive) error {
	kinds := map[string]*listKind{}
	return a.each("word/numbering.xml", func(d *xml.Decoder, t xml.Token) error {
		e, ok := t.(xml.StartElement)
		if !ok {
			return nil
		}
		switch e.Name.Local {
		case "abstractNum":
			k := &listKind{}
			kinds[attr(e, "abstractNumId")] = k
			return k.read(d)
		case "num":
			l := &list{restart: map[int]int{}}
			n.lists[attr(e, "numId")] = l
			at := 0
			return children(d, func(e xml.StartElement) error {
				switch e.Name.Local {
				case "abstractNumId":
					l.kind = kinds[attr(e, "val")]
				case "lvlOverride":
					at = number(attr(e, "ilvl"), maxLevels-1)
				case "startOverride":
					l.restart[at] = number(attr(e, "val"), maxNumber)
				}
				return errDescend
			})
		}
		return nil
	})
}

func (k *listKind) read(d *xml.Decoder) error {
	at := &k.levels[0]
	return children(d, func(e xml.StartElement) error {
		v := attr(e, "val")
		switch e.Name.Local {
		case "lvl":
			at = &k.levels[number(attr(e, "ilvl"), maxLevels-1)]
		case "start":
			at.start = number(v, maxNumber)
		case "numFmt":
			at.format = v
		case "lvlText":
			if len(v) <= maxLabel {
				at.text = v
			}
		case "pStyle":
			at.style = v
		case "isLgl":
			at.decimal = isOn(e)
		}
		return errDescend
	})
}

// next is the number of a paragraph as it shows, "" where it has none: by its own list or by that of its style.
func (n *numbering) next(style, num, lvl string) string {
	byStyle := num == ""
	for seen := 0; byStyle && style != "" && seen < 20; seen++ {
		s := n.styles[style]
		if num, lvl = s.num, s.level; num != "" {
			break
		}
		style = s.parent
	}
	l := n.lists[num]
	if l == nil || l.kind == nil || num == "0" {
		return ""
	}
	at := number(lvl, maxLevels-1)
	if byStyle {
		at = l.kind.levelOf(style, at)
	}
	l.begin()
	return l.kind.count(at)
}

// levelOf is the level that a style stands for.
func (k *listKind) levelOf(style string, otherwise int) int {
	for i, v := range k.levels {
		if v.style == style && style != "" {
			return i
		}
	}
	return otherwise
}

// begin starts a list anew where it asks for that, once.
func (l *list) begin() {
	if l.begun {
		return
	}
	l.begun = true
	for at, start := range l.restart {
		l.kind.counts[at], l.kind.used[at] = start-1, true
	}
}

// count takes the next number of a level and writes it out; lower levels start anew.
func (k *listKind) count(at int) string {
	for i := range at + 1 {
		if !k.used[i] {
			k.counts[i], k.used[i] = k.levels[i].start, true
		} else if i == at {
			k.counts[i] = min(k.counts[i]+1, maxNumber)
		}
	}
	for i := at + 1; i < maxLevels; i++ {
		k.used[i] = false
	}
	v := k.levels[at]
	text := v.text
	if v.format == "bullet" {
		text = bullet(text)
	}
	for i := 0; i <= at; i++ {
		mark := "%" + strconv.Itoa(i+1)
		if !strings.Contains(text, mark) {
			continue
		}
		format := k.levels[i].format
		if v.decimal && i < at {
			format = "decimal"
		}
		text = strings.ReplaceAll(text, mark, numeral(format, max(k.counts[i], 0)))
	}
	return spaced(text)
}

// spaced sets a blank after a number that would grow into the words after it: 1. but not 一、.
func spaced(label string) string {
	if label != "" && label[len(label)-1] < 0x80 && label[len(label)-1] != ' ' {
		return label + " "
	}
	return label
}

// bullet is the mark of a list without numbers; symbol fonts have theirs where no character is.
func bullet(text string) string {
	for _, r := range text {
		if r >= 0xe000 && r <= 0xf8ff || r < ' ' {
			return "•"
		}
	}
	return text
}

// number reads a whole number between 0 and most; what is none is 0.
func number(s string, most int) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return min(max(n, 0), most)
}

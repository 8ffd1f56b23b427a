package docx

import (
	"encoding/xml"
	"regexp"
	"strconv"
	"strings"
)

// spot is a paragraph that holds places.
type spot struct {
	part     int
	from, to int
	words    []stretch
	places   []token
	alone    bool   // it says nothing but one place
	look     string // what is said of its look, as it stands in the part
	run      string // the look of the words where its first place begins
	holds    bool   // there is more to it than words: a picture, a text box, the end of a section
}

// stretch is one w:t: where it stands, and its words.
type stretch struct {
	from, to int
	text     string
	run      string
}

// token is a place as it stands in the words of a paragraph: {{ name }}.
type token struct {
	name     string
	from, to int // in bytes of the paragraph's words
}

// placed recognises a place, in brackets of either width, as input methods leave them.
var placed = regexp.MustCompile(`(?:\{\{|｛｛)[\s　]*([^{}｛｝]{1,30}?)[\s　]*(?:\}\}|｝｝)`)

const transitional = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

// walk is a part being scanned: the paragraphs that are open, one within another where there are text boxes.
type walk struct {
	t     *Template
	part  int
	data  []byte
	open  []*walked
	field strings.Builder // the codes of fields
	stack []element
	words strings.Builder
}

// element is one that is open, and where it begins.
type element struct {
	name string
	from int
}

type walked struct {
	spot
	now string // the look of the present run
}

// scan finds the places of a part that shows.
func (t *Template) scan(part int, main bool) error {
	w := walk{t: t, part: part, data: t.parts[part].data}
	err := tokens(w.data, func(from, to int, token xml.Token) error {
		switch e := token.(type) {
		case xml.StartElement:
			if len(w.stack) == 0 && (e.Name.Space != transitional || !strings.HasPrefix(string(w.data[from:]), "<w:")) {
				return errKind()
			}
			if w.in() == "t" { // words hold nothing but words
				return errNoDocument()
			}
			w.stack = append(w.stack, element{e.Name.Local, from})
			return w.begin(e, from, main)
		case xml.EndElement:
			ended := w.stack[len(w.stack)-1]
			w.stack = w.stack[:len(w.stack)-1]
			w.end(ended, to)
		case xml.CharData:
			switch w.in() {
			case "t":
				w.words.Write(e)
			case "instrText":
				w.field.Write(e)
			}
		}
		return nil
	})
	if err == nil {
		err = checkFields(w.field.String())
	}
	return err
}

func (w *walk) in() string {
	if len(w.stack) == 0 {
		return ""
	}
	return w.stack[len(w.stack)-1].name
}

func (w *walk) begin(e xml.StartElement, from int, main bool) error {
	switch e.Name.Local {
	case "p":
		if e.Name.Space == transitional {
			if p := w.last(); p != nil {
				p.holds = true
			}
			w.open = append(w.open, &walked{spot: spot{part: w.part, from: from}})
		}
	case "t":
		w.words.Reset()
	case "r":
		if p := w.last(); p != nil {
			p.now = ""
		}
	case "sectPr", "drawing", "pict":
		if p := w.last(); p != nil {
			p.holds = true
		}
	case "pgSz", "pgMar":
		if main {
			w.t.measure(e)
		}
	case "fldSimple":
		return checkFields(attribute(e, "instr"))
	case "fldChar":
		w.field.WriteByte('\n')
	case "altChunk", "subDoc", "object", "control":
		return errObject(e.Name.Local)
	}
	return nil
}

func (w *walk) last() *walked {
	if len(w.open) == 0 {
		return nil
	}
	return w.open[len(w.open)-1]
}

func (w *walk) end(e element, to int) {
	p := w.last()
	if p == nil {
		return
	}
	parent := w.in()
	switch {
	case e.name == "pPr" && parent == "p":
		p.look = inner(w.data[e.from:to])
	case e.name == "rPr" && parent == "r":
		p.now = inner(w.data[e.from:to])
	case e.name == "t" && parent == "r":
		p.words = append(p.words, stretch{e.from, to, w.words.String(), p.now})
	case e.name == "p" && e.from == p.from:
		w.open = w.open[:len(w.open)-1]
		p.to = to
		p.finish(w.t)
	}
}

// finish keeps a paragraph that holds places.
func (p *walked) finish(t *Template) {
	all := ""
	for _, s := range p.words {
		all += s.text
	}
	for _, at := range placed.FindAllStringSubmatchIndex(all, -1) {
		p.places = append(p.places, token{all[at[2]:at[3]], at[0], at[1]})
	}
	if len(p.places) == 0 {
		return
	}
	first, seen := p.places[0], 0
	for _, s := range p.words {
		if seen <= first.from {
			p.run = s.run
		}
		seen += len(s.text)
	}
	p.alone = len(p.places) == 1 && strings.TrimSpace(all[:first.from]+all[first.to:]) == ""
	t.spots = append(t.spots, p.spot)
}

// inner is what stands within an element.
func inner(element []byte) string {
	s := string(element)
	from, to := strings.IndexByte(s, '>')+1, strings.LastIndex(s, "</")
	if to < from {
		return ""
	}
	return s[from:to]
}

// measure takes the width of the text from the page's.
func (t *Template) measure(e xml.StartElement) {
	n := func(name string) int {
		v, _ := strconv.Atoi(attribute(e, name)) // what is no number leaves our own width
		return v
	}
	if e.Name.Local == "pgSz" {
		t.page = n("w")
		return
	}
	if across := t.page - n("left") - n("right") - n("gutter"); across > mm(40) && across < mm(1000) {
		t.wide = across
	}
}

// checkFields refuses the fields that take in something from outside.
func checkFields(codes string) error {
	for _, field := range strings.Split(codes, "\n") {
		words := strings.Fields(strings.ToUpper(field))
		if len(words) == 0 {
			continue
		}
		switch words[0] {
		case "INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "DDE", "DDEAUTO", "LINK", "IMPORT", "DATABASE", "RD", "EMBED":
			return errField(words[0])
		}
	}
	return nil
}

// readStyles keeps the names of the paragraph styles.
func (t *Template) readStyles(data []byte) error {
	id := ""
	return elements(data, func(e xml.StartElement) error {
		switch e.Name.Local {
		case "style":
			if id = ""; attribute(e, "type") == "paragraph" {
				id = attribute(e, "styleId")
			}
		case "name":
			if id != "" {
				t.styles[strings.ToLower(attribute(e, "val"))] = id
			}
		}
		return nil
	})
}

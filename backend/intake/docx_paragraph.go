package intake

import (
	"encoding/xml"
	"strings"
)

// paragraph is a paragraph of a Word document being read.
type paragraph struct {
	doc   *document
	depth int

	label    string // its automatic number, written out
	text     strings.Builder
	boxes    []string // the lines of text boxes anchored in it
	unmarked bool     // its mark was deleted: it runs on into the next
	hidden   bool     // the present run does not show
}

// signs are elements that stand for a character.
var signs = map[string]string{"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}

func (p *paragraph) read() error {
	err := p.runs()
	if p.label != "" && strings.TrimSpace(p.text.String()) == "" {
		p.label = "" // a number without words is not asked for by anyone
	}
	return err
}

// runs reads the paragraph's runs up to its end, at whatever depth they lie.
func (p *paragraph) runs() error {
	d := p.doc.d
	return children(d, func(e xml.StartElement) error {
		switch name := e.Name.Local; {
		case name == "pPr":
			return p.properties()
		case name == "rPr":
			return p.runProperties()
		case name == "r":
			p.hidden = false
		case name == "t":
			return p.words()
		case signs[name] != "":
			if !p.hidden {
				p.text.WriteString(signs[name])
			}
		case name == "txbxContent":
			lines, err := p.doc.blocks(p.depth+1, nil)
			p.boxes = append(p.boxes, lines...)
			return err
		case leftOut[name]:
			return d.Skip()
		}
		return errDescend
	})
}

// words reads what a run says.
func (p *paragraph) words() error {
	for {
		t, err := p.doc.d.Token()
		if err != nil {
			return err
		}
		switch x := t.(type) {
		case xml.CharData:
			if !p.hidden {
				p.text.Write(x)
			}
		case xml.StartElement:
			if err := p.doc.d.Skip(); err != nil {
				return err
			}
		case xml.EndElement:
			return nil
		}
	}
}

func (p *paragraph) runProperties() error {
	return children(p.doc.d, func(e xml.StartElement) error {
		switch e.Name.Local {
		case "vanish":
			p.hidden = isOn(e)
		case "rPrChange":
			return p.doc.d.Skip()
		}
		return errDescend
	})
}

// properties reads the paragraph's style and number, and whether its mark was deleted.
func (p *paragraph) properties() error {
	style, num, level, inRun := "", "", "", false
	err := children(p.doc.d, func(e xml.StartElement) error {
		switch e.Name.Local {
		case "pStyle":
			style = attr(e, "val")
		case "numId":
			num = attr(e, "val")
		case "ilvl":
			level = attr(e, "val")
		case "rPr":
			inRun = true
		case "del":
			p.unmarked = p.unmarked || inRun
		case "pPrChange", "rPrChange", "sectPr":
			return p.doc.d.Skip()
		}
		return errDescend
	})
	if err == nil {
		p.label = p.doc.numbers.next(style, num, level)
	}
	return err
}

// isOn tells whether a property that stands alone holds: it may say that it does not.
func isOn(e xml.StartElement) bool {
	v := attr(e, "val")
	return v != "false" && v != "0" && v != "off"
}

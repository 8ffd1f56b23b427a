package docx

import "fmt"

// Imprint (版记) stands at the foot of the page that it comes on: lines as wide as the text, between them who gets copies, and who
// issued the paper and when.
type Imprint struct {
	Copies, Issuer, Day Run
}

// write puts both lines into a box that is fixed to the text's lower edge and grows upwards: nothing else of Word's, no frame and
// no floating table, does LibreOffice put there too.
func (i Imprint) write(b *output) {
	const blank = "　" // an indent would take the lines with it
	first := Para(copied, Plain(blank+"抄送："), i.Copies, Plain("。"))
	last := Ends(issued, Plain(blank), i.Day)
	last.runs, last.set = append(last.runs, i.Issuer), 280
	width, height := b.wide*emu, 2*imprintLine*emu
	b.WriteString(`<w:p><w:pPr><w:pStyle w:val="` + string(spacer) + `"/></w:pPr><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="` + shapes + `"><mc:Choice Requires="wps"><w:drawing>`)
	fmt.Fprintf(b, `<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" locked="1" layoutInCell="1" allowOverlap="0">`+
		`<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="margin"><wp:align>left</wp:align></wp:positionH>`+
		`<wp:positionV relativeFrom="margin"><wp:align>bottom</wp:align></wp:positionV><wp:extent cx="%[1]d" cy="%[2]d"/><wp:wrapTopAndBottom/>`+
		`<wp:docPr id="1" name="版记"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">`+
		`<a:graphicData uri="`+shapes+`"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%[1]d" cy="%[2]d"/></a:xfrm>`+
		`<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr><wps:txbx><w:txbxContent>`, width, height)
	first.write(b)
	last.write(b)
	b.WriteString(`</w:txbxContent></wps:txbx><wps:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="b"><a:spAutoFit/></wps:bodyPr></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r></w:p>`)
}

const (
	emu         = 635 // English metric units in a twentieth of a point
	imprintLine = 460
	shapes      = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
)

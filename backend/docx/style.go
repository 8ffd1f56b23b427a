package docx

import "fmt"

// Style is the look of a paragraph; an office that wants another changes the style of that name once for the whole paper.
type Style string

const (
	Body    Style = "Body"    // 3号仿宋, two characters in
	Flush   Style = "Flush"   // the same without: the addressee
	Centred Style = "Centred" // a document's number
	Signed  Style = "Signed"  // at the right, four characters in: sender and day
	Title   Style = "Title"   // 2号小标宋
	Ruled   Style = "Ruled"   // Centred, above the red line
	Sender  Style = "Sender"  // the red mark at the head of a notice
	Letter  Style = "Letter"  // the red mark of a letter, above its double line
	Head1   Style = "Head1"   // 一、 黑体
	Head2   Style = "Head2"   // （一） 楷体
	Sources Style = "Sources" // 资料来源: the line above the notes
	Note    Style = "Note"    // one source, small, which numbers itself
	Fine    Style = "Fine"    // the same without a number
	Brief   Style = "Brief"   // 小4号仿宋, for a page that has to hold much
	Caption Style = "Caption" // 4号黑体, the heading within such a page
	Cell    Style = "Cell"    // in a table
	Named   Style = "Named"   // in a table's head
	Numbers Style = "Numbers" // in a table, centred
	copied  Style = "Copies"  // 抄送, in the frame at the foot
	issued  Style = "Issued"  // 印发机关 and day, below it
	draft   Style = "Draft"   // 代拟稿, above the page
	odd     Style = "OddPage" // page numbers
	even    Style = "EvenPage"
	spacer  Style = "Spacer"
	foot    Style = "LetterFoot"
)

// The fonts, with those that stand in for them where a machine lacks them. None can be shipped.
const (
	fang  = "仿宋_GB2312"
	kai   = "楷体_GB2312"
	hei   = "黑体"
	song  = "宋体"
	biao  = "方正小标宋简体"
	red   = "FF0000"
	grid  = 579  // a line of the grid: 225 mm by 22 in twentieths of a point, rounded down so that the last still fits
	two   = 630  // two characters as they are spaced
	tight = "-5" // brings 28 characters of 16 points into 156 mm
)

var standIns = []struct{ font, others, family string }{
	{fang, "仿宋,FangSong,FangSong_GB2312,华文仿宋,STFangsong", "modern"},
	{kai, "楷体,KaiTi,KaiTi_GB2312,华文楷体,STKaiti", "modern"},
	{hei, "SimHei,华文黑体,STHeiti", "modern"},
	{song, "SimSun,华文宋体,STSong", "roman"},
	{biao, "方正小标宋_GBK,FZXiaoBiaoSong-B05S,宋体,SimSun", "roman"},
}

// look is a style as a row: sizes in half points, lengths in twentieths of a point; line 0 is as high as its words.
type look struct {
	style                 Style
	name, font            string
	half, line            int
	align                 string
	left, right, first    int // first is the first line's indent; negative hangs it out
	before, after         int
	color, border, spaced string
	outline               int  // level in the outline, from 1
	kept, listed          bool // with the next paragraph; in the list of sources
}

var looks = []look{
	{style: Body, name: "公文正文", font: fang, half: 32, line: grid, align: "both", first: two, spaced: tight},
	{style: Flush, name: "主送", font: fang, half: 32, line: grid, align: "both", spaced: tight},
	{style: Centred, name: "居中", font: fang, half: 32, line: grid, align: "center"},
	{style: Signed, name: "落款", font: fang, half: 32, line: grid, align: "right", right: 2 * two},
	{style: Title, name: "公文标题", font: biao, half: 44, line: grid, align: "center", outline: 1, kept: true},
	{style: Ruled, name: "发文字号", font: fang, half: 32, line: grid, align: "center", border: rule("bottom", "single", 12, 6)},
	{style: Sender, name: "发文机关标志", font: biao, half: 72, line: 740, align: "center", before: mm(35), color: red},
	{style: Letter, name: "信函标志", font: biao, half: 72, line: 740, align: "center", left: -mm(8), right: -mm(6), color: red, border: rule("bottom", "thickThinSmallGap", 24, 7)},
	{style: Head1, name: "一级标题", font: hei, half: 32, line: grid, first: two, outline: 1, kept: true, spaced: tight},
	{style: Head2, name: "二级标题", font: kai, half: 32, line: grid, first: two, outline: 2, kept: true, spaced: tight},
	{style: Sources, name: "资料来源", font: hei, half: 21, line: 300, before: 200, kept: true},
	{style: Note, name: "来源", font: kai, half: 18, line: 280, left: 420, first: -420, align: "both", listed: true},
	{style: Fine, name: "小字", font: kai, half: 18, line: 280, align: "both"},
	{style: Brief, name: "简报正文", font: fang, half: 24, line: 380, left: 240, first: -240, align: "both"},
	{style: Caption, name: "简报标题", font: hei, half: 28, line: 440, before: 80, outline: 1, kept: true},
	{style: Cell, name: "表文", font: fang, half: 20},
	{style: Named, name: "表头", font: hei, half: 20, align: "center"},
	{style: Numbers, name: "表数", font: fang, half: 20, align: "center"},
	{style: copied, name: "抄送", font: fang, half: 28, line: imprintLine - 20, border: `<w:pBdr>` + edge("top", 8) + `</w:pBdr>`},
	{style: issued, name: "印发", font: fang, half: 28, line: imprintLine - 20, border: `<w:pBdr>` + edge("top", 6) + edge("bottom", 8) + `</w:pBdr>`},
	{style: draft, name: "代拟稿", font: hei, half: 28, line: 300},
	{style: odd, name: "单页码", font: song, half: 28, line: 280, align: "right", right: 280},
	{style: even, name: "双页码", font: song, half: 28, line: 280, left: 280},
	{style: spacer, name: "页码下", font: song, half: 2, line: 315},
	{style: foot, name: "信函页脚", font: song, half: 2, line: 20, left: -mm(8), right: -mm(6), border: rule("bottom", "thinThickSmallGap", 24, 0)},
}

func rule(side, kind string, eighths, space int) string {
	return fmt.Sprintf(`<w:pBdr><w:%s w:val="%s" w:sz="%d" w:space="%d" w:color="%s"/></w:pBdr>`, side, kind, eighths, space, red)
}

func edge(side string, eighths int) string {
	return fmt.Sprintf(`<w:%s w:val="single" w:sz="%d" w:space="1" w:color="000000"/>`, side, eighths)
}

func fonts(name string) string {
	return fmt.Sprintf(`<w:rFonts w:ascii="%[1]s" w:hAnsi="%[1]s" w:eastAsia="%[1]s" w:cs="%[1]s" w:hint="eastAsia"/>`, name)
}

func styles() []byte {
	var b output
	b.WriteString(head + `<w:styles ` + spaces + `><w:docDefaults><w:rPrDefault><w:rPr>` + fonts(fang) +
		`<w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>` +
		`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:pPr><w:widowControl w:val="0"/></w:pPr></w:style>`)
	for _, l := range looks {
		l.write(&b)
	}
	b.WriteString(`</w:styles>`)
	return b.Bytes()
}

func (l look) write(b *output) {
	fmt.Fprintf(b, `<w:style w:type="paragraph" w:customStyle="1" w:styleId="%s"><w:name w:val="%s"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>`, l.style, l.name)
	if l.kept {
		b.WriteString(`<w:keepNext/>`)
	}
	b.WriteString(`<w:widowControl w:val="0"/>`)
	if l.listed {
		b.WriteString(inList)
	}
	b.WriteString(l.border + strict + `<w:snapToGrid w:val="0"/>`)
	line, how := l.line, "exact"
	if line == 0 {
		line, how = 240, "auto"
	}
	fmt.Fprintf(b, `<w:spacing w:before="%d" w:after="%d" w:line="%d" w:lineRule="%s"/>`, l.before, l.after, line, how)
	fmt.Fprintf(b, `<w:ind w:left="%d" w:right="%d" %s/>`, l.left, l.right, indent(l.first))
	if l.align != "" {
		fmt.Fprintf(b, `<w:jc w:val="%s"/>`, l.align)
	}
	if l.outline > 0 {
		fmt.Fprintf(b, `<w:outlineLvl w:val="%d"/>`, l.outline-1)
	}
	b.WriteString(`</w:pPr><w:rPr>` + fonts(l.font))
	if l.color != "" {
		fmt.Fprintf(b, `<w:color w:val="%s"/>`, l.color)
	}
	if l.spaced != "" {
		fmt.Fprintf(b, `<w:spacing w:val="%s"/>`, l.spaced)
	}
	fmt.Fprintf(b, `<w:sz w:val="%[1]d"/><w:szCs w:val="%[1]d"/></w:rPr></w:style>`, l.half)
}

// strict puts no room between Chinese and Latin characters, which would leave the grid. Each style says it, for some programs
// do not take it from the style that it is based on. That punctuation may hang out is what every program does unless told
// otherwise; LibreOffice 7 reads these words the wrong way round, and where it hangs punctuation out, it loses it.
const strict = `<w:overflowPunct/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>`

func indent(first int) string {
	if first < 0 {
		return fmt.Sprintf(`w:hanging="%d"`, -first)
	}
	return fmt.Sprintf(`w:firstLine="%d"`, first)
}

func fontTable() []byte {
	var b output
	b.WriteString(head + `<w:fonts ` + spaces + `>`)
	for _, f := range standIns {
		fmt.Fprintf(&b, `<w:font w:name="%s"><w:altName w:val="%s"/><w:charset w:val="86"/><w:family w:val="%s"/></w:font>`, f.font, f.others, f.family)
	}
	b.WriteString(`</w:fonts>`)
	return b.Bytes()
}

package intake

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// pack makes a zip file of parts, given as name and content by turns.
func pack(t testing.TB, parts ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for i := 0; i+1 < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err == nil {
			_, err = w.Write([]byte(parts[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

const ns = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"`

// wordFile makes a Word file with a body, and the numbers of lists that the tests use.
func wordFile(t testing.TB, body string) []byte {
	return pack(t, "word/document.xml", `<w:document `+ns+`><w:body>`+body+`</w:body></w:document>`, "word/numbering.xml", lists, "word/styles.xml", styles)
}

// p is a paragraph with runs within, r a run with words.
func p(within string) string { return "<w:p>" + within + "</w:p>" }
func r(words string) string  { return `<w:r><w:t xml:space="preserve">` + words + "</w:t></w:r>" }
func n(list, level int) string {
	return fmt.Sprintf(`<w:pPr><w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr></w:pPr>`, level, list)
}

const lists = `<w:numbering ` + ns + `>
<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:start w:val="9"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Item"/><w:lvlText w:val="第%1条 "/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="9"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="9"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
</w:numbering>`

const styles = `<w:styles ` + ns + `><w:style w:styleId="Item"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="Sub"><w:basedOn w:val="Item"/></w:style><w:style w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style></w:styles>`

func TestWord(t *testing.T) {
	cell := func(props, words string) string {
		return `<w:tc><w:tcPr>` + props + `</w:tcPr>` + p(r(words)) + `</w:tc>`
	}
	row := func(cells ...string) string { return "<w:tr>" + strings.Join(cells, "") + "</w:tr>" }
	head := row(cell("", "序号"), cell("", "工作任务"), cell("", "责任单位"), cell("", "完成时限"))
	for _, c := range []struct{ name, body, want string }{
		{"runs of one paragraph", p(r("城市") + r("管理")), "城市管理"},
		{"insertions stay, deletions go", p(r("要") + `<w:ins>` + r("加快") + `</w:ins><w:del><w:r><w:delText>放缓</w:delText></w:r></w:del>` + r("改造")), "要加快改造"},
		{"moved words stand where they went", p(`<w:moveFrom>`+r("旧处")+`</w:moveFrom>`+r("前")) + p(`<w:moveTo>`+r("新处")+`</w:moveTo>`), "前\n新处"},
		{"a deleted paragraph mark joins", p(`<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>`+r("前半")) + p(r("后半")), "前半后半"},
		{"links, fields and controls", p(`<w:hyperlink>`+r("链接")+`</w:hyperlink><w:r><w:fldChar/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>`+r("1")) + `<w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent>` + p(r("控件")) + `</w:sdtContent></w:sdt>`, "链接1\n控件"},
		{"breaks, tabs, hyphens", p(r("甲") + `<w:r><w:br/></w:r>` + r("乙") + `<w:r><w:tab/><w:t>丙</w:t><w:noBreakHyphen/></w:r>`), "甲\n乙\t丙-"},
		{"hidden words go", p(`<w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>看得见</w:t></w:r>`), "看得见"},
		{"a text box once, after its paragraph", p(r("正文") + `<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>` + p(r("框内")) + `</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>` + p(r("框内")) + `</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>` + r("续")), "正文续\n框内"},
		{"readings over characters go", p(`<w:r><w:ruby><w:rt>` + r("fēng") + `</w:rt><w:rubyBase>` + r("丰") + `</w:rubyBase></w:ruby></w:r>` + r("台")), "丰台"},
		{"numbers of three levels", p(n(1, 0)+r("总体")) + p(n(1, 1)+r("目标")) + p(n(1, 1)+r("原则")) + p(n(1, 2)+r("细则")) + p(n(1, 0)+r("任务")) + p(n(1, 1)+r("重来")),
			"一、总体\n（一）目标\n（二）原则\n1. 细则\n二、任务\n（一）重来"},
		{"a list that starts anew", p(n(1, 0)+r("甲")) + p(n(1, 0)+r("乙")) + p(n(4, 0)+r("丙")) + p(n(4, 0)+r("丁")), "一、甲\n二、乙\n一、丙\n二、丁"},
		{"numbers by style", p(`<w:pPr><w:pStyle w:val="Item"/></w:pPr>`+r("甲")) + p(`<w:pPr><w:pStyle w:val="Sub"/></w:pPr>`+r("乙")) + p(`<w:pPr><w:pStyle w:val="Item"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>`+r("丙")) + p(`<w:pPr><w:pStyle w:val="Loop"/></w:pPr>`+r("丁")),
			"第9条 甲\n第10条 乙\n丙\n丁"},
		{"bullets of symbol fonts", p(n(3, 0) + r("要点")), "•要点"},
		{"an empty paragraph has no number", p(n(1, 0)) + p(n(1, 0)+r("乙")), "\n二、乙"},
		{"merged cells", `<w:tbl>` + head + row(cell("", "1"), cell(`<w:vMerge w:val="restart"/>`, "改造小区"), cell("", "甲局"), cell("", "9月底前")) + row(cell("", "2"), cell(`<w:vMerge/>`, ""), cell("", "乙局"), cell("", "")) + `</w:tbl>`,
			"序号 | 工作任务 | 责任单位 | 完成时限\n1 | 改造小区 | 甲局 | 9月底前\n2 | 改造小区 | 乙局 | "},
		{"a section's title within a table", `<w:tbl>` + head + row(cell(`<w:gridSpan w:val="4"/>`, "一、安全生产")) + row(cell("", "1"), cell("", "检查工地"), cell("", "甲局"), cell("", "月底前")) + `</w:tbl>`,
			"一、安全生产\n序号 | 工作任务 | 责任单位 | 完成时限\n1 | 检查工地 | 甲局 | 月底前"},
		{"a deleted row", `<w:tbl>` + head + `<w:tr><w:trPr><w:del/></w:trPr>` + cell("", "1") + `</w:tr>` + row(cell("", "2"), cell("", "检查工地"), cell("", "甲局"), cell("", "月底前")) + `</w:tbl>`,
			"序号 | 工作任务 | 责任单位 | 完成时限\n2 | 检查工地 | 甲局 | 月底前"},
		{"a table without known headings", `<w:tbl>` + row(cell("", "街镇"), cell("", "得分")) + row(cell("", "甲镇"), cell("", "95.5")) + `</w:tbl>`, "街镇 | 得分\n甲镇 | 95.5"},
		{"a table in a table that sets the page", `<w:tbl>` + row(`<w:tc>`+p(r("正文"))+`<w:tbl>`+row(cell("", "街镇"), cell("", "得分"))+row(cell("", "甲镇"), cell("", "95"))+`</w:tbl></w:tc>`) + `</w:tbl>`, "正文\n街镇 | 得分\n甲镇 | 95"},
		{"a bar within a cell", `<w:tbl>` + row(cell("", "甲|乙"), cell("", "丙")) + row(cell("", "丁"), cell("", "戊")) + `</w:tbl>`, "甲/乙 | 丙\n丁 | 戊"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Text("x.docx", wordFile(t, c.body))
			if err != nil || got != c.want {
				t.Errorf("read %q, %v; want %q", got, err, c.want)
			}
		})
	}
}

func TestNumerals(t *testing.T) {
	for format, want := range map[string][3]string{
		"chineseCounting": {"十", "二十四", "一百零五"}, "chineseLegalSimplified": {"壹拾", "贰拾肆", "壹佰零伍"}, "decimalEnclosedCircle": {"⑩", "24", "105"},
		"lowerLetter": {"j", "x", "aaaaa"}, "upperRoman": {"X", "XXIV", "CV"}, "decimalZero": {"10", "24", "105"}, "decimalFullWidth": {"１０", "２４", "１０５"}, "anything": {"10", "24", "105"},
	} {
		if got := [3]string{numeral(format, 10), numeral(format, 24), numeral(format, 105)}; got != want {
			t.Errorf("%s: %v, want %v", format, got, want)
		}
	}
	if got := numeral("chineseCounting", 1020) + numeral("chineseCounting", 11); got != "一千零二十十一" {
		t.Error(got)
	}
}

// TestColumnsOfAWordTable reads a table among paragraphs by what a person says of it; those before it count too.
func TestColumnsOfAWordTable(t *testing.T) {
	table := func(rows ...[]string) (out string) {
		for _, row := range rows {
			out += "<w:tr>"
			for _, words := range row {
				out += "<w:tc>" + p(r(words)) + "</w:tc>"
			}
			out += "</w:tr>"
		}
		return "<w:tbl>" + out + "</w:tbl>"
	}
	file := File{Name: "x.docx", Published: "2024-09-13", Data: wordFile(t, p(r("会议要求，南湖街道要加快整改。"))+
		table([]string{"点位", "热度"}, []string{"甲小区", "3"}, []string{"乙小区", "4"})+table([]string{"谁来干", "干什么"}, []string{"北山镇", "检查全部在建工地"}, []string{"南湖街道", "整治占道经营"}))}
	reader := NewReader(nil, nil, nil)
	d, err := reader.Read(file)
	if err != nil || d.Doubtful() || len(d.Tables) != 2 || len(d.Findings) != 1 {
		t.Fatalf("%v, %+v", err, d)
	}
	file.Columns = []Columns{{Head: -1}, {Head: 0, Holds: []role{asLead, asTask}}}
	if d, err = reader.Read(file); err != nil || len(d.Findings) != 3 || d.Findings[1].Units[0].Name != "北山镇" {
		t.Fatalf("%v, %+v", err, d)
	}
	if want := "会议要求，南湖街道要加快整改。\n点位 | 热度\n甲小区 | 3\n乙小区 | 4\n责任单位（谁来干） | 工作任务（干什么）\n北山镇 | 检查全部在建工地\n南湖街道 | 整治占道经营"; d.Report.Text != want {
		t.Errorf("read\n%s", d.Report.Text)
	}
}

package docx

import "fmt"

// Sources are a list that numbers itself, and marks are fields that ask it for a number: what Word calls a cross-reference. So
// they are numbered anew (F9) when somebody adds one or takes one out, and yet stand on the page as any other paragraph.

// Noted is a source with its number: the first of a paper is 1.
func Noted(n int, words string) Paragraph {
	p := Text(Note, "%s", words)
	p.note = n
	return p
}

func place(n int) string { return fmt.Sprintf("_Ref%d", 900_000_000+n) }

// bookmark is what marks find a source by.
func bookmark(n int) string {
	return fmt.Sprintf(`<w:bookmarkStart w:id="%[1]d" w:name="%[2]s"/><w:bookmarkEnd w:id="%[1]d"/>`, n, place(n))
}

// pointing makes a field of words that are the number of a source.
func pointing(n int, words string) string {
	return `<w:fldSimple w:instr=" REF ` + place(n) + ` \r \h ">` + words + `</w:fldSimple>`
}

// numbering counts the paragraphs of the style Note: [1], [2], …
const numbering = head + `<w:numbering ` + spaces + `><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">` +
	`<w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="` + string(Note) + `"/><w:suff w:val="space"/><w:lvlText w:val="[%1]"/><w:lvlJc w:val="left"/>` +
	`</w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`

const inList = `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>`

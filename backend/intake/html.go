package intake

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/text/encoding/traditionalchinese"

	"taizhang/backend/ledger"
)

// maxPage is the largest web page that is read; none with a report comes near.
const maxPage = 8 << 20

// readHTML reads the article of a web page without the site around it (html_article.go): its title, paragraphs, headings
// and rows of tables, a line each.
func readHTML(ts *tables, data []byte) (string, error) {
	if len(data) > maxPage {
		return "", ledger.Mistake(ledger.TooLarge, "file", "网页太大（最多 %[1]d MB）。请复制正文粘贴到这里。", "The web page is too large (%[1]d MB at most). Copy its article and paste it here.", maxPage>>20)
	}
	root, err := html.Parse(strings.NewReader(pageText(data)))
	if err != nil {
		return "", damaged(webPage)
	}
	a := newArticle(root)
	p := printer{tables: ts}
	p.node(a.body)
	p.flush()
	if title := a.title(); title != "" && !slices.ContainsFunc(p.lines, func(line string) bool { return squeeze(line) == squeeze(title) }) {
		p.lines = append([]string{title}, p.lines...)
	}
	return strings.Join(p.lines, "\n"), nil
}

// pageText decodes a page by its byte order mark, by what it is valid in, or by what it says of itself: Big5 where it says
// so, else GB18030, which reads GBK and GB 2312 as well.
func pageText(data []byte) string {
	head := bytes.ToLower(data[:min(len(data), 2048)])
	if !utf8.Valid(data) && bytes.Contains(head, []byte("big5")) {
		text, _ := decodeAs(traditionalchinese.Big5, data)
		return text
	}
	text, _ := decode(data)
	return text
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

// printer writes the words of a page as lines.
type printer struct {
	tables *tables
	lines  []string
	line   strings.Builder
	last   rune // of the line
	gap    rune // white space that stands behind it: a blank, a line break, or none
	item   int  // the number of the next item of an ordered list, 0 outside one
}

// blocks are the elements that begin on a line of their own.
var blocks = map[atom.Atom]bool{
	atom.P: true, atom.Div: true, atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true, atom.Li: true,
	atom.Ul: true, atom.Ol: true, atom.Section: true, atom.Article: true, atom.Main: true, atom.Blockquote: true, atom.Pre: true, atom.Dl: true,
	atom.Dt: true, atom.Dd: true, atom.Figure: true, atom.Figcaption: true, atom.Hr: true, atom.Br: true, atom.Center: true, atom.Address: true,
	atom.Td: true, atom.Th: true, atom.Tr: true, atom.Tbody: true, atom.Caption: true, atom.Body: true, atom.Details: true, atom.Summary: true,
}

func (p *printer) node(n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		p.words(n.Data)
		return
	case n.Type != html.ElementNode && n.Type != html.DocumentNode:
		return
	case n.DataAtom == atom.Table:
		p.flush()
		p.lines = append(p.lines, tableOf(p.tables, n)...)
		return
	}
	if blocks[n.DataAtom] {
		p.flush()
		defer p.flush()
	}
	within := p.item
	switch n.DataAtom {
	case atom.Ol:
		p.item = 1
	case atom.Ul:
		p.item = 0
	case atom.Li:
		if p.item > 0 {
			p.words(strconv.Itoa(p.item) + ". ")
			within = p.item + 1
		}
		p.item = 0
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		p.node(c)
	}
	p.item = within
}

// words adds text with its white space as a browser shows it, any run of it as one blank; a line break of the source between
// two Chinese characters is nothing.
func (p *printer) words(text string) {
	for _, r := range text {
		switch r {
		case '\n', '\r':
			if p.gap == 0 {
				p.gap = '\n'
			}
		case ' ', '\t', '\f', '\u00a0':
			if p.gap == 0 {
				p.gap = ' '
			}
		case '\u200b', '\ufeff':
		default:
			if p.gap != 0 && p.line.Len() > 0 && !(p.gap == '\n' && p.last >= '\u2e80' && r >= '\u2e80') {
				p.line.WriteByte(' ')
			}
			p.line.WriteRune(r)
			p.last, p.gap = r, 0
		}
	}
}

func (p *printer) flush() {
	if line := strings.TrimRight(p.line.String(), "　"); line != "" {
		p.lines = append(p.lines, line)
	}
	p.line.Reset()
	p.gap = 0
}

// tableOf reads a table of a page; rows of tables within are of their cells.
func tableOf(ts *tables, n *html.Node) []string {
	var t table
	var caption []string
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch c.DataAtom {
			case atom.Tr:
				t.row()
				walk(c)
			case atom.Td, atom.Th:
				p := printer{tables: ts}
				p.node(c)
				p.flush()
				t.add(cell{lines: p.lines, span: number(value(c, "colspan"), maxColumns), rows: number(value(c, "rowspan"), maxRows)})
			case atom.Caption:
				p := printer{tables: ts}
				p.node(c)
				p.flush()
				caption = p.lines
			default:
				walk(c)
			}
		}
	}
	walk(n)
	return append(caption, t.text(ts)...)
}

// value is the value of an element's attribute.
func value(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

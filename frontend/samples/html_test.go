package samples

import (
	"bytes"
	"iter"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"taizhang/backend/ledger"
	"taizhang/frontend"
)

// page is what the checks below need to know of a document.
type page struct {
	ids, labels, refs map[string]int
	elements          []*html.Node
}

func read(data []byte) page {
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		panic(err) // only where reading fails
	}
	p := page{map[string]int{}, map[string]int{}, map[string]int{}, nil}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		p.elements = append(p.elements, n)
		if id := attr(n, "id"); id != "" {
			p.ids[id]++
		}
		if n.Data == "label" {
			p.labels[attr(n, "for")]++
		}
		for _, name := range []string{"aria-labelledby", "list", "for"} {
			for id := range strings.FieldsSeq(attr(n, name)) {
				p.refs[id]++
			}
		}
	}
	return p
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, name string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
}

func eachPage(t *testing.T, check func(t *testing.T, data []byte, p page)) {
	for _, l := range []ledger.Lang{ledger.Chinese, ledger.English} {
		for _, s := range pagesIn[l]() {
			t.Run(s.Name+"/"+string(l), func(t *testing.T) { check(t, s.html, s.page) })
		}
	}
}

// A browser mends what is badly nested by closing, moving or dropping tags; then the tags of the source and of the tree differ.
func TestTagsAreNestedAsWritten(t *testing.T) {
	eachPage(t, func(t *testing.T, data []byte, p page) {
		written := map[string]int{}
		for z := html.NewTokenizer(bytes.NewReader(data)); z.Next() != html.ErrorToken; {
			if tok := z.Token(); tok.Type == html.StartTagToken || tok.Type == html.SelfClosingTagToken {
				written[strings.ToLower(tok.Data)]++
			}
		}
		parsed := map[string]int{}
		for _, n := range p.elements {
			parsed[strings.ToLower(n.Data)]++
		}
		if !maps.Equal(written, parsed) {
			t.Errorf("tags as written and as a browser reads them differ:\nwritten %v\nparsed  %v", written, parsed)
		}
	})
}

func TestIDsAreUniqueAndReferencesLead(t *testing.T) {
	eachPage(t, func(t *testing.T, _ []byte, p page) {
		for id, n := range p.ids {
			if n > 1 {
				t.Errorf("id %q stands %d times", id, n)
			}
		}
		for id := range p.refs {
			if p.ids[id] == 0 {
				t.Errorf("%q is referred to and is nowhere", id)
			}
		}
	})
}

func TestEveryFieldHasALabel(t *testing.T) {
	eachPage(t, func(t *testing.T, _ []byte, p page) {
		for _, n := range p.elements {
			field := n.Data == "input" && attr(n, "type") != "hidden" || n.Data == "select" || n.Data == "textarea"
			if field && p.labels[attr(n, "id")] == 0 && attr(n, "aria-label") == "" && n.Parent.Data != "label" {
				t.Errorf("field %q has no label", attr(n, "name"))
			}
			if n.Data == "table" && (n.FirstChild == nil || !contains(n, "caption")) {
				t.Error("a table has no caption")
			}
			if n.Data == "th" && attr(n, "scope") == "" {
				t.Errorf("a table head has no scope: %s", words(n))
			}
			if n.Data == "html" && attr(n, "lang") == "" {
				t.Error("the page has no language")
			}
			if (n.Data == "a" || n.Data == "button") && words(n) == "" && attr(n, "aria-label") == "" {
				t.Errorf("a %s says nothing", n.Data)
			}
		}
	})
}

func TestHeadingsDoNotJump(t *testing.T) {
	eachPage(t, func(t *testing.T, _ []byte, p page) {
		last, firsts := 0, 0
		for _, n := range p.elements {
			if len(n.Data) != 2 || n.Data[0] != 'h' || n.Data[1] < '1' || n.Data[1] > '6' {
				continue
			}
			level := int(n.Data[1] - '0')
			if level > last+1 {
				t.Errorf("heading %q jumps from level %d to %d", words(n), last, level)
			}
			if last = level; level == 1 {
				firsts++
			}
		}
		if firsts != 1 {
			t.Errorf("%d headings of the first level", firsts)
		}
	})
}

// The content security policy allows nothing inline, so that a page that carried any would look or act broken.
func TestNothingIsInlineAndEveryAssetIsKnown(t *testing.T) {
	known := frontend.All()
	eachPage(t, func(t *testing.T, _ []byte, p page) {
		for _, n := range p.elements {
			for _, a := range n.Attr {
				if a.Key == "style" || strings.HasPrefix(a.Key, "on") || strings.HasPrefix(a.Key, "hx-on") {
					t.Errorf("<%s> carries %s=%q", n.Data, a.Key, a.Val)
				}
				if strings.HasPrefix(a.Val, "/assets/") && known[a.Val] == nil || strings.Contains(a.Val, "://") {
					t.Errorf("<%s %s=%q> leads to no asset of ours", n.Data, a.Key, a.Val)
				}
			}
			if n.Data == "style" || n.Data == "script" && !has(n, "src") || has(n, "href") && attr(n, "href") == "" {
				t.Errorf("<%s> is inline or empty", n.Data)
			}
		}
	})
}

// Chinese words on an English page are the ledger's own; they say so, for a reader's voice to change. Whatever is Chinese and
// says nothing of it is a word of ours that was not put into English.
func TestEnglishPagesMarkTheirChinese(t *testing.T) {
	for _, s := range pagesIn[ledger.English]() {
		for _, n := range s.page.elements {
			for said := range shown(n) {
				said = names.ReplaceAllString(said, "")
				if n.Data != "code" && !marked(n) && (han.MatchString(said) && !latin.MatchString(said) || chineseStops.MatchString(said)) {
					t.Errorf("%s: %q stands in <%s> with no lang=zh-CN", s.Name, said, n.Data)
				}
			}
		}
	}
}

// English words on a Chinese page are names: of programs, formats, people's things in code.
func TestChinesePagesSayNothingInEnglish(t *testing.T) {
	for _, s := range pagesIn[ledger.Chinese]() {
		for _, n := range s.page.elements {
			for said := range shown(n) {
				if n.Data != "code" && attr(n, "class") != "note" && attr(n, "lang") != "en" && !han.MatchString(said) && latin.MatchString(known.ReplaceAllString(said, "")) {
					t.Errorf("%s: %q stands in <%s>", s.Name, said, n.Data)
				}
			}
		}
	}
}

var (
	chineseStops = regexp.MustCompile(`[、，。；：（）]`)
	names        = regexp.MustCompile(`\b\d{4}-\d\d-[成问任]-[\d-]+|督查室|李东河|管理员|“[^”]*”`) // of entries and people; and what is quoted

	han   = regexp.MustCompile(`\p{Han}`)
	latin = regexp.MustCompile(`[A-Za-z]{3}`)
	known = regexp.MustCompile(`\b(Excel|Word|CSV|PDF|JSON|Chrome|Windows|Android|Sheet2|TLS|STARTTLS|verbs)\b|\S*[.@=/]\S*`)
)

// shown lists what an element says to its reader: its own words, and those of its attributes that are shown or spoken.
func shown(n *html.Node) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, name := range []string{"aria-label", "title", "placeholder", "alt", "data-fail", "data-over"} {
			if said := attr(n, name); said != "" && !yield(said) {
				return
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if said := strings.TrimSpace(c.Data); c.Type == html.TextNode && said != "" && !yield(said) {
				return
			}
		}
	}
}

func marked(n *html.Node) bool {
	if attr(n, "lang") == "zh-CN" || n.Data == "title" {
		return true
	}
	for a := range n.Ancestors() {
		if attr(a, "lang") == "zh-CN" || a.Data == "title" {
			return true
		}
	}
	return false
}

func contains(n *html.Node, tag string) bool {
	for d := range n.Descendants() {
		if d.Data == tag {
			return true
		}
	}
	return false
}

func words(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.TrimSpace(b.String())
}

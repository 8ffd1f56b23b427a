package intake

import (
	"cmp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// article finds the part of a page that holds its article. What speaks for a part is how much of the page's prose lies in
// it: stops and commas outside of links, and cells of tables; menus have none.
type article struct {
	root, body *html.Node
	prose      map[*html.Node]int
}

func newArticle(root *html.Node) *article {
	a := &article{root: root, prose: map[*html.Node]int{}}
	cut(root)
	a.weigh(root)
	a.trim(root, a.prose[root])
	a.body = a.core(cmp.Or(find(root, atom.Body), root))
	return a
}

// site are the elements that are never of an article.
var site = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true, atom.Nav: true, atom.Header: true, atom.Footer: true,
	atom.Aside: true, atom.Form: true, atom.Button: true, atom.Select: true, atom.Iframe: true, atom.Svg: true, atom.Object: true, atom.Textarea: true, atom.Rt: true, atom.Rp: true,
}

// cut takes out what is never of an article and what does not show. A heading within a header is the article's all the same.
func cut(n *html.Node) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		switch {
		case c.Type == html.CommentNode, site[c.DataAtom] && !(c.DataAtom == atom.Header && find(c, atom.H1) != nil) && !aspForm(c), unseen(c):
			n.RemoveChild(c)
		default:
			cut(c)
		}
		c = next
	}
}

// aspForm tells the form that some sites wrap their whole page in.
func aspForm(n *html.Node) bool {
	return n.DataAtom == atom.Form && n.Parent != nil && n.Parent.DataAtom == atom.Body
}

func unseen(n *html.Node) bool {
	style := strings.ReplaceAll(strings.ToLower(value(n, "style")), " ", "")
	if strings.Contains(style, "display:none") {
		return true
	}
	for _, a := range n.Attr {
		if a.Key == "hidden" {
			return true
		}
	}
	return false
}

// weigh counts the prose of each part.
func (a *article) weigh(n *html.Node) int {
	sum := 0
	switch {
	case n.Type == html.TextNode:
		for _, r := range n.Data {
			switch r {
			case '。', '，', '；', '！', '？', '、', '：':
				sum++
			}
		}
	case n.DataAtom == atom.A, n.DataAtom == atom.Head:
		return 0
	case n.DataAtom == atom.Td && find(n, atom.A) == nil && find(n, atom.Table) == nil:
		sum++
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		sum += a.weigh(c)
	}
	a.prose[n] = sum
	return sum
}

// around are words that sites call the parts around an article by, in classes and ids.
var around = map[string]bool{
	"nav": true, "navbar": true, "menu": true, "footer": true, "foot": true, "sidebar": true, "breadcrumb": true, "breadcrumbs": true, "crumb": true, "crumbs": true,
	"share": true, "copyright": true, "related": true, "recommend": true, "toolbar": true, "pagination": true, "pager": true, "comments": true, "banner": true, "login": true, "search": true,
}

// trim takes out what the site calls a part around the article, where little of the page's prose is in it.
func (a *article) trim(n *html.Node, all int) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		if c.Type == html.ElementNode && a.prose[c]*2 < all+1 && isAround(c) {
			n.RemoveChild(c)
			for up := n; up != nil; up = up.Parent {
				a.prose[up] -= a.prose[c]
			}
		} else {
			a.trim(c, all)
		}
		c = next
	}
}

func isAround(n *html.Node) bool {
	for _, w := range strings.FieldsFunc(strings.ToLower(value(n, "class")+" "+value(n, "id")+" "+value(n, "role")), func(r rune) bool {
		return r == ' ' || r == '-' || r == '_'
	}) {
		if around[w] {
			return true
		}
	}
	return false
}

// core goes down from n as long as one part holds nearly all of the prose; what stays behind is a slogan or an address.
func (a *article) core(n *html.Node) *html.Node {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && c.DataAtom != atom.Tr && c.DataAtom != atom.Tbody && a.prose[n]-a.prose[c] <= max(3, a.prose[n]/20) && a.prose[c] > 3 {
			if c.DataAtom == atom.P || c.DataAtom == atom.Span {
				return n
			}
			return a.core(c)
		}
	}
	return n
}

// title is the article's: as the page says it to machines, its first heading, or its own title without the site's name.
func (a *article) title() string {
	found := ""
	var look func(*html.Node)
	look = func(n *html.Node) {
		if name := strings.ToLower(value(n, "name")); n.DataAtom == atom.Meta && found == "" && (name == "articletitle" || strings.EqualFold(value(n, "property"), "og:title")) {
			found = value(n, "content")
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			look(c)
		}
	}
	look(a.root)
	if found == "" {
		if h := find(a.root, atom.H1); h != nil {
			found = wordsOf(h)
		} else if t := find(a.root, atom.Title); t != nil {
			found = wordsOf(t)
			if i := strings.IndexAny(found, "_-|—"); i > 0 {
				found = found[:i]
			}
		}
	}
	return strings.Join(strings.Fields(found), " ")
}

func wordsOf(n *html.Node) string {
	p := printer{tables: &tables{heads: headings()}}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		p.node(c)
	}
	p.flush()
	return strings.Join(p.lines, "")
}

// find is the first element of a kind below n, nil where there is none.
func find(n *html.Node, kind atom.Atom) *html.Node {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == kind {
			return c
		}
		if f := find(c, kind); f != nil {
			return f
		}
	}
	return nil
}

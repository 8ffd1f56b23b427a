package intake

import (
	"regexp"
	"slices"
	"strings"
)

// pageNumber is a line that holds a page's number alone: — 3 —, 3/12, 第3页 共12页, Page 3 of 12.
var pageNumber = regexp.MustCompile(`^(?i:[\s　\-–—－·|]*(第\s*)?(page\s*)?\d{1,4}(\s*页)?([\s　]*(/|of|，|,)?[\s　]*(共\s*)?\d{1,4}(\s*页)?)?[\s　\-–—－·|]*)$`)

// marginLines is how many lines of running heads a page may have at either end.
const marginLines = 3

// withoutMargins takes page numbers and running heads off the pages, so that a sentence goes on from page to page. What
// stands at the top of most pages stays on the first: it may be the title.
func withoutMargins(pages [][]string) [][]string {
	for range marginLines {
		for i := range pages {
			pages[i] = trimNumbers(pages[i])
		}
		top, bottom := map[string]int{}, map[string]int{}
		for _, p := range pages {
			if len(p) > 1 {
				top[head(p[0])]++
				bottom[head(p[len(p)-1])]++
			}
		}
		running := func(n int) bool { return n > 1 && 2*n > len(pages) }
		for i, p := range pages {
			if len(p) > 1 && running(bottom[head(p[len(p)-1])]) {
				p = p[:len(p)-1]
			}
			if len(p) > 1 && i > 0 && running(top[head(p[0])]) {
				p = p[1:]
			}
			pages[i] = p
		}
	}
	return pages
}

// withoutNumber takes a page's number off its top or its bottom, where it stands alone on its line.
func withoutNumber(all []*piece, top bool) []*piece {
	var edge *piece
	for _, p := range all {
		if edge == nil || top && p.bottom > edge.bottom || !top && p.top < edge.top {
			edge = p
		}
	}
	text := ""
	for _, p := range all {
		if p.level(edge) {
			text += p.text()
		}
	}
	if !pageNumber.MatchString(text) {
		return all
	}
	return slices.DeleteFunc(slices.Clone(all), func(p *piece) bool { return p.level(edge) })
}

func trimNumbers(p []string) []string {
	for len(p) > 0 && pageNumber.MatchString(p[len(p)-1]) {
		p = p[:len(p)-1]
	}
	if len(p) > 0 && pageNumber.MatchString(p[0]) {
		p = p[1:]
	}
	return p
}

// head is a line without the number of the page at its beginning or end.
func head(line string) string { return strings.Trim(line, "0123456789 　/-—–·") }

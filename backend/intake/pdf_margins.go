package intake

import (
	"regexp"
	"strings"
	"unicode"
)

// pageNumber is a line that holds a page's number alone: — 3 —, 3/12, 第3页 共12页, Page 3 of 12.
var pageNumber = regexp.MustCompile(`^(?i:[\s　\-–—－·|]*(第\s*)?(page\s*)?\d{1,4}(\s*页)?([\s　]*(/|of|，|,)?[\s　]*(共\s*)?\d{1,4}(\s*页)?)?[\s　\-–—－·|]*)$`)

// repeated is on how many pages a line must stand to be a running head.
const repeated = 3

// withoutMargins takes page numbers off the pages' first and last lines, and running heads off all pages but the first, so
// that a sentence goes on from page to page.
func withoutMargins(pages [][]string) [][]string {
	for i := range pages {
		pages[i] = trimNumbers(pages[i])
	}
	for _, end := range []func([]string) int{func([]string) int { return 0 }, func(p []string) int { return len(p) - 1 }} {
		count := map[string]int{}
		for _, p := range pages {
			if len(p) > 1 {
				count[head(p[end(p)])]++
			}
		}
		seen := map[string]bool{}
		for i, p := range pages {
			if len(p) < 2 {
				continue
			}
			at := end(p)
			line := head(p[at])
			if count[line] >= repeated && count[line]*2 > len(pages) {
				if seen[line] {
					pages[i] = append(p[:at:at], p[at+1:]...)
				}
				seen[line] = true
			}
		}
		for i := range pages {
			pages[i] = trimNumbers(pages[i])
		}
	}
	return pages
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

// head is a line without its digits and blanks: running heads count the pages.
func head(line string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) || unicode.IsSpace(r) {
			return -1
		}
		return r
	}, line)
}

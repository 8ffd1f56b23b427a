package web

import (
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"taizhang/backend/intake"
	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/frontend/pages"
)

// wordGroups gather the lists by what they are about; each takes the lists whose names begin so, the last all the others.
var wordGroups = []struct {
	words  ledger.Words
	prefix []string
}{
	{ledger.Words{ZH: "单位和人", EN: "Units and people"}, []string{"roles", "departments", "offices", "collectives."}},
	{ledger.Words{ZH: "文种、讲话和小标题", EN: "Kinds of reports, speech and headings"}, []string{"speech.", "genre.", "sections."}},
	{ledger.Words{ZH: "表头", EN: "Heads of tables"}, []string{"columns."}},
	{ledger.Words{ZH: "成绩、问题和任务的说法", EN: "Words for progress, shortcomings and tasks"}, nil},
}

func groupOf(list string) int {
	for i, g := range wordGroups {
		for _, p := range g.prefix {
			if strings.HasPrefix(list, p) {
				return i
			}
		}
	}
	return len(wordGroups) - 1
}

func (s *Server) showAdminWords(c *gin.Context) error {
	base, err := s.base(c)
	if err != nil {
		return err
	}
	now, err := s.known.at(c.Request.Context(), s.Store)
	if err != nil {
		return err
	}
	t, err := s.trying(c)
	if err != nil {
		return err
	}
	groups := make([]pages.WordGroup, len(wordGroups))
	for i, g := range wordGroups {
		groups[i].Words = g.words
	}
	for _, l := range intake.TermLists() {
		g := &groups[groupOf(l.Name)]
		g.Lists = append(g.Lists, wordList(l.Name, now.Register))
	}
	last := len(groups) - 1
	groups = append(groups[last:], groups[:last]...) // what most people look for comes first
	return show(c, http.StatusOK, pages.AdminWords(pages.AdminWordsPage{Base: base, Groups: groups, Trying: t}))
}

// wordList is a list as it stands; one of no name has no words to say what it does.
func wordList(name string, now ledger.Register) pages.WordList {
	for _, l := range intake.TermLists() {
		if l.Name == name {
			return pages.WordList{Name: name, Words: l.Words, Known: intake.KnownWords(name), Own: now.Own(name)}
		}
	}
	return pages.WordList{}
}

func (s *Server) showWordForm(c *gin.Context) error {
	now, err := s.known.at(c.Request.Context(), s.Store)
	if err != nil {
		return err
	}
	t, err := s.trying(c)
	if err != nil {
		return err
	}
	list := wordList(c.Param("list"), now.Register)
	return s.wordPage(c, http.StatusOK, pages.WordFormPage{List: list, Typed: strings.Join(list.Own, "\n"), Was: stamp(list.Own), Trying: t})
}

func (s *Server) wordPage(c *gin.Context, status int, p pages.WordFormPage) (err error) {
	if p.List.Name == "" {
		return errNoPage
	}
	if p.Base, err = s.base(c); err != nil {
		return err
	}
	return show(c, status, pages.WordEdit(p))
}

// saveWords saves or tries an office's own words of a list. Words that the program knows by itself are left out.
func (s *Server) saveWords(c *gin.Context) error {
	page := pages.WordFormPage{Typed: c.PostForm("words"), Was: field(c, "was")}
	typed := intake.SplitWords(page.Typed)
	done, err := s.amend(c, func(now ledger.Register) (Amendment, error) {
		page.List = wordList(c.Param("list"), now)
		if page.List.Name == "" {
			return Amendment{}, errNoPage
		}
		if err := unchanged(c, page.List.Own); err != nil {
			return Amendment{}, err
		}
		words := intake.NewWords(page.List.Name, typed)
		would, err := now.WithTerms(page.List.Name, words)
		return Amendment{would, len(words), func(w *store.Writer) (int, int, error) { return w.SaveTerms(page.List.Name, words) }}, err
	})
	if err != nil {
		return err
	}
	if done.Saved {
		s.notifyWords(c, done, page.List, typed)
		return goTo(c, "/admin/words")
	}
	if done.Err == errStale {
		page.Was = stamp(page.List.Own)
	}
	page.Err, page.Trying = done.Err, done.Trying
	return s.wordPage(c, done.status(), page)
}

func (s *Server) notifyWords(c *gin.Context, done amended, list pages.WordList, typed []string) {
	known := 0
	for _, w := range typed {
		if slices.Contains(list.Known, w) {
			known++
		}
	}
	if known > 0 {
		s.notify(c, "已保存，立即生效：新增 %d 个词，删除 %d 个；另有 %d 个程序自带，没有重复添加。", "Saved, and counts at once: words added: %d, taken out: %d; left out, for the program has them: %d.", done.Added, done.Changed, known)
		return
	}
	s.notify(c, "已保存，立即生效：新增 %d 个词，删除 %d 个。", "Saved, and counts at once: words added: %d, taken out: %d.", done.Added, done.Changed)
}

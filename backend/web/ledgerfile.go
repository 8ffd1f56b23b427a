package web

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"

	"taizhang/backend/export"
	"taizhang/backend/intake"
	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/frontend/pages"
)

// mostReturned is how many entries one file of the ledger may change.
const mostReturned = 2000

// showLedgerFile asks for a file of the ledger that was changed.
func (s *Server) showLedgerFile(c *gin.Context) error {
	if _, err := s.filter(c); err != nil {
		return err
	}
	return s.ledgerFilePage(c, http.StatusOK, nil)
}

func (s *Server) ledgerFilePage(c *gin.Context, status int, m *ledger.Error) error {
	base, err := s.base(c)
	if err != nil {
		return err
	}
	return show(c, status, pages.LedgerFile(pages.LedgerFilePage{Base: base, Limit: int(s.MaxUpload >> 20), Err: m}))
}

// takeLedgerFile sets a file aside and leads to the page that says what it would change.
func (s *Server) takeLedgerFile(c *gin.Context) error {
	if _, err := s.filter(c); err != nil {
		return err
	}
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, s.MaxUpload+spare)
	name, data, err := "", []byte(nil), parseMultipart(c)
	if err == nil {
		name, data, err = sheetFile(c)
	}
	if err == nil {
		_, err = readBack(name, data)
	}
	if m := mistake(err); m != nil {
		return s.ledgerFilePage(c, statusOf[m.Code], m)
	}
	if err != nil {
		return err
	}
	a := store.Aside{Key: rand.Text(), Owner: s.user(c), Name: name, FileName: name, Data: data}
	if err := s.Store.Asides().Keep(c.Request.Context(), a, asideLife, maxFiles, maxForm*s.MaxUpload); err != nil {
		return err
	}
	return goTo(c, "/ledger-file/"+url.PathEscape(a.Key))
}

func readBack(name string, data []byte) (*export.Returned, error) {
	rows, err := intake.RowsOf(name, data, export.NumberHeads)
	if err != nil {
		return nil, err
	}
	return export.ReadBack(rows)
}

// returned is what a file set aside would change of the ledger now, as far as whoever asks may.
func (s *Server) returned(c *gin.Context) (file ledger.ReturnedFile, err error) {
	f, err := s.filter(c)
	if err != nil {
		return file, err
	}
	a, err := s.Store.Asides().Find(c.Request.Context(), s.user(c), c.Param("key"))
	if err != nil {
		return file, err
	}
	return s.compareFile(c, f.Unit, a.FileName, a.Data)
}

// compareFile is what a file would change of the ledger now, as far as whoever asks may: of the unit's entries alone, where one is given.
func (s *Server) compareFile(c *gin.Context, unit, name string, data []byte) (file ledger.ReturnedFile, err error) {
	back, err := readBack(name, data)
	if err != nil {
		return file, err
	}
	entries, err := s.Store.EntriesNumbered(c.Request.Context(), back.Numbers())
	if err != nil {
		return file, err
	}
	if err := s.leaveOthers(c, unit, entries); err != nil {
		return file, err
	}
	x, err := s.table(c, ledger.Filter{}, back.Lang)
	if err != nil {
		return file, err
	}
	file = back.Compare(entries, x)
	file.Name = name
	if len(file.Entries) > mostReturned {
		return file, ledger.Mistake(ledger.TooLarge, "file", "这个文件要改 %[1]d 条，一次最多改 %[2]d 条，请分几个文件。", "The file would change %[1]d entries; at most %[2]d are changed at once. Split it.", len(file.Entries), mostReturned)
	}
	for i := range file.Entries {
		file.Entries[i].Settle(s.account(c), x.Themes)
	}
	return file, nil
}

// leaveOthers drops the entries that do not reach the unit to which whoever asks is held, where there is one.
func (s *Server) leaveOthers(c *gin.Context, unit string, entries map[string]*ledger.Entry) error {
	if unit == "" {
		return nil
	}
	u, err := s.Store.Unit(c.Request.Context(), unit)
	if err != nil {
		return err
	}
	maps.DeleteFunc(entries, func(_ string, e *ledger.Entry) bool { return !e.Reaches(*u) })
	return nil
}

// showReturned says what a file would change, before anything is.
func (s *Server) showReturned(c *gin.Context) error {
	file, err := s.returned(c)
	if m := ledger.AsMistake(err); m != nil && m.Code != ledger.Forbidden {
		return s.ledgerFilePage(c, statusOf[m.Code], m)
	}
	if err != nil {
		return err
	}
	return s.returnedPage(c, http.StatusOK, file, nil)
}

func (s *Server) returnedPage(c *gin.Context, status int, file ledger.ReturnedFile, m *ledger.Error) error {
	base, err := s.base(c)
	if err != nil {
		return err
	}
	base.Path = "/ledger-file/" + url.PathEscape(c.Param("key"))
	page := pages.ReturnedPage{Base: base, File: file, Seen: seen(file), Err: m}
	if c.Request.Method == http.MethodPost {
		page.Chosen = c.Request.PostForm
	}
	return show(c, status, pages.Returned(page))
}

// seen is a sum over what a file would change, so that what is done is what was shown.
func seen(file ledger.ReturnedFile) string {
	b, err := json.Marshal(file)
	if err != nil {
		panic(fmt.Sprintf("sum up a file that came back: %v", err)) // words, numbers and days always marshal
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:16])
}

var errMoved = ledger.Mistake(ledger.Conflict, "version", "您核对的时候台账又有变化，什么都还没有改。下面是现在的情况，请再看一遍。",
	"The ledger changed while you looked; nothing was done. This is how it stands now: look again.")

// takeReturned makes the changes that were chosen, all or none.
func (s *Server) takeReturned(c *gin.Context) error {
	file, err := s.returned(c)
	if m := ledger.AsMistake(err); m != nil && m.Code != ledger.Forbidden {
		return s.ledgerFilePage(c, statusOf[m.Code], m)
	}
	if err != nil {
		return err
	}
	if c.PostForm("seen") != seen(file) {
		return s.returnedPage(c, http.StatusConflict, file, errMoved)
	}
	entries, changes, err := s.takeChosen(c, file, c.Request.PostForm)
	if m := ledger.AsMistake(err); m != nil {
		return s.returnedPage(c, statusOf[m.Code], file, m)
	}
	if err != nil {
		return err
	}
	if err := s.Store.Asides().Drop(c.Request.Context(), s.user(c), c.Param("key")); err != nil {
		return err
	}
	s.notify(c, "已按表格修改 %[1]d 条，共 %[2]d 处。", "Changed by the file: entries %[1]d, cells %[2]d.", entries, changes)
	return goTo(c, "/entries")
}

// takeChosen makes the changes that the form says yes to, all or none, and counts the entries and the cells.
func (s *Server) takeChosen(c *gin.Context, file ledger.ReturnedFile, form url.Values) (entries, changes int, err error) {
	chosen, a := chosenReturns(form, file), s.account(c)
	for i := range chosen {
		chosen[i].Settle(a, s.themes(c))
		changes += chosen[i].Takes()
	}
	if changes == 0 {
		return 0, 0, ledger.Mistake(ledger.Invalid, "take", "没有选中任何改动。", "No change was chosen.")
	}
	err = s.Store.Write(c.Request.Context(), s.actor(c), func(w *store.Writer) error { return w.TakeReturned(a, file.Name, chosen) })
	return len(chosen), changes, err
}

func (s *Server) themes(c *gin.Context) []string {
	now, err := s.known.at(c.Request.Context(), s.Store)
	if err != nil {
		return nil // a change of theme is refused then
	}
	return themeNames(now.Themes)
}

// chosenReturns leaves of what a file would change what the form says yes to: entries that are ticked, of conflicts those settled for
// the file, of rows that stand against one another the one chosen.
func chosenReturns(form url.Values, file ledger.ReturnedFile) (all []ledger.ReturnedEntry) {
	for _, e := range file.Entries {
		line := strconv.Itoa(e.Line)
		ticked := slices.Contains(form["take"], line)
		if len(e.Twins) > 0 {
			ticked = form.Get(pages.TwinField(e.Entry.Number)) == line
		}
		if !ticked {
			continue
		}
		kept := e.Only(func(ch ledger.ReturnedChange) bool {
			return !ch.Conflict || form.Get(pages.ConflictField(e.Line, ch.Field)) == "file"
		})
		if len(kept.Changes) > 0 {
			all = append(all, kept)
		}
	}
	return all
}

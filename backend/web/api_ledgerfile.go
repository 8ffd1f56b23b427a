package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"taizhang/backend/ledger"
	"taizhang/frontend/pages"
)

// apiReturned is what a file of the ledger that came back, changed, would do. Seen is to be sent with it to do so.
type apiReturned struct {
	Name     string               `json:"name"`
	Rows     int                  `json:"rows"`
	Unmarked int                  `json:"unmarked"`
	Seen     string               `json:"seen"`
	Entries  []apiReturnedEntry   `json:"entries"`
	Troubles []apiReturnedTrouble `json:"troubles"`
}

type apiReturnedEntry struct {
	Number  string              `json:"number"`
	Line    int                 `json:"line"`
	Twins   []int               `json:"twins"`
	Changes []apiReturnedChange `json:"changes"`
}

type apiReturnedChange struct {
	Field    string `json:"field"`
	Name     string `json:"name"`
	Now      string `json:"now"`
	New      string `json:"new"`
	Conflict bool   `json:"conflict"`
	Refused  string `json:"refused,omitempty"`
}

type apiReturnedTrouble struct {
	Line   int    `json:"line"`
	Number string `json:"number,omitempty"`
	Words  string `json:"words"`
}

func returnedAsJSON(file ledger.ReturnedFile, l ledger.Lang) apiReturned {
	out := apiReturned{file.Name, file.Rows, file.Unmarked, seen(file), []apiReturnedEntry{}, []apiReturnedTrouble{}}
	for _, e := range file.Entries {
		is := apiReturnedEntry{e.Entry.Number, e.Line, append([]int{}, e.Twins...), []apiReturnedChange{}}
		for _, ch := range e.Changes {
			is.Changes = append(is.Changes, apiReturnedChange{ch.Field, ch.Words.In(l), ch.Now, ch.New, ch.Conflict, ch.Refused.In(l)})
		}
		out.Entries = append(out.Entries, is)
	}
	for _, t := range file.Troubles {
		out.Troubles = append(out.Troubles, apiReturnedTrouble{t.Line, t.Number, t.Words.In(l)})
	}
	return out
}

// fileReturned is what the file of the form would change.
func (s *Server) fileReturned(c *gin.Context) (file ledger.ReturnedFile, err error) {
	f, err := s.filter(c)
	if err != nil {
		return file, err
	}
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, s.MaxUpload+spare)
	if err := parseMultipart(c); err != nil {
		return file, err
	}
	name, data, err := sheetFile(c)
	if err != nil {
		return file, err
	}
	return s.compareFile(c, f.Unit, name, data)
}

// apiTryLedgerFile says what a file would change, before anything is.
func (s *Server) apiTryLedgerFile(c *gin.Context) error {
	file, err := s.fileReturned(c)
	if err == nil {
		c.JSON(http.StatusOK, returnedAsJSON(file, readerLanguage(c)))
	}
	return err
}

// apiTakeLedgerFile makes the changes of the lines taken (all that nothing stands against where none is named), and of the conflicts those
// that are overwritten, all or none.
func (s *Server) apiTakeLedgerFile(c *gin.Context) error {
	file, err := s.fileReturned(c)
	if err != nil {
		return err
	}
	if c.PostForm("seen") != seen(file) {
		return errMoved
	}
	form, err := linesTaken(c, file)
	if err != nil {
		return err
	}
	entries, changes, err := s.takeChosen(c, file, form)
	if err == nil {
		c.JSON(http.StatusOK, gin.H{"entries": entries, "changes": changes})
	}
	return err
}

// linesTaken is what was chosen as the page's form sends it. Of lines that stand against one another the one named is taken.
func linesTaken(c *gin.Context, file ledger.ReturnedFile) (url.Values, error) {
	form, found := url.Values{}, []string{}
	wanted := list(strings.Join(c.PostFormArray("take"), ","))
	for _, e := range file.Entries {
		line := strconv.Itoa(e.Line)
		switch named := slices.Contains(wanted, line); {
		case !named && (len(wanted) > 0 || len(e.Twins) > 0):
			continue
		case len(e.Twins) > 0:
			form.Set(pages.TwinField(e.Entry.Number), line)
		default:
			form.Add("take", line)
		}
		found = append(found, line)
	}
	for _, line := range wanted {
		if !slices.Contains(found, line) {
			return nil, ledger.Mistake(ledger.Invalid, "take", "文件的第 %s 行没有改动事项。", "Line %s of the file changes no entry.", line)
		}
	}
	for _, at := range list(strings.Join(c.PostFormArray("overwrite"), ",")) {
		line, field, ok := strings.Cut(at, ".")
		n, err := strconv.Atoi(line)
		if !ok || err != nil {
			return nil, ledger.Mistake(ledger.Invalid, "overwrite", "overwrite 写成“行号.字段”，如 12.due。", "Write overwrite as LINE.FIELD, such as 12.due.")
		}
		form.Set(pages.ConflictField(n, field), "file")
	}
	return form, nil
}

package ledger

import (
	"net/url"
	"strings"
	"time"
	"unicode/utf8"
)

// SavedView is a list that people come back to: what its filter selects, in its order and with its columns, under a name. A
// shared one is for everybody in the office; only whoever saved it changes it.
type SavedView struct {
	ID        int64  `gorm:"primaryKey"`
	UserID    int64  // whose it is
	Owner     string `gorm:"->;-:migration"` // that person's name
	Name      string
	Query     string // the filter as Filter.Values writes it, without paging: what was told by a word moves along with the day
	Columns   string // as Shown.String writes it; "" leaves them to whoever looks
	Shared    bool
	CreatedAt time.Time
}

// ListSettings is how a person wants the list: its columns, and the saved view that it opens with (0 for none).
type ListSettings struct {
	UserID  int64 `gorm:"primaryKey;autoIncrement:false"`
	Columns string
	ViewID  int64
}

// Bounds of saved views: how many one person may have, and how many characters a name may have.
const (
	MaxViews    = 40
	MaxViewName = 20
)

// ViewOf is a saved view of what f selects.
func ViewOf(name string, f Filter, s Shown, shared bool) SavedView {
	return SavedView{Name: strings.Join(strings.Fields(name), " "), Query: f.WithoutPaging().Values().Encode(), Columns: s.String(), Shared: shared}
}

// Check tells what is wrong with the view: nothing, or an Invalid field.
func (v SavedView) Check() error {
	if n := utf8.RuneCountInString(v.Name); n < 1 || n > MaxViewName || !utf8.ValidString(v.Name) {
		return Mistake(Invalid, "name", "视图名称要有 1 到 %d 个字。", "The name of a view needs 1 to %d characters.", MaxViewName)
	}
	return nil
}

// Filter is what the view selects as of a day; one that this program cannot read any more is a BadRequest.
func (v SavedView) Filter(today Date) (Filter, error) {
	q, err := url.ParseQuery(v.Query)
	if err != nil {
		return Filter{}, Mistake(BadRequest, "view", "这个视图已经无法读取，请删除后重新保存。", "This view cannot be read any more; drop it and save it again.")
	}
	return ParseFilter(q, today)
}

// Shows tells whether a list with that filter and those columns is the view as it was saved.
func (v SavedView) Shows(f Filter, s Shown) bool {
	return v.Query == f.WithoutPaging().Values().Encode() && (v.Columns == "" || v.Columns == s.String())
}

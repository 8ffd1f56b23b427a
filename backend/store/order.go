package store

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"taizhang/backend/ledger"
)

// order is one way to sort a list: by key, then by tie, which together are unique to an entry. Both go the same way, so
// that what follows a row is one comparison.
type order struct {
	name, key, tie string
	down           bool
	parse          func(string) (any, error) // reads the key back from a cursor
}

// orders lists the ways of ledger.Sorts.
var orders = []order{
	{name: "number", key: "place", tie: "place", parse: parseInt},
	{name: "due", key: "due_order", tie: "place", parse: func(s string) (any, error) { return s, nil }},
	{name: "updated", key: "updated_at", tie: "id", down: true, parse: parseTime},
	{name: "unit", key: "home_order", tie: "place", parse: parseInt},
}

func parseInt(s string) (any, error) { return strconv.ParseInt(s, 10, 64) }

func parseTime(s string) (any, error) {
	t, err := time.Parse(time.RFC3339Nano, strings.Replace(s, " ", "T", 1))
	return t.UTC(), err
}

func findOrder(name string) (order, error) {
	if name == "" {
		return orders[0], nil
	}
	for _, o := range orders {
		if o.name == name {
			return o, nil
		}
	}
	return order{}, ledger.Mistake(ledger.BadRequest, "sort", "没有“%s”这种排序。", "There is no order “%s”.", name)
}

// by writes the order as it stands in SQL.
func (o order) by() string {
	if o.down {
		return "2 DESC, 3 DESC"
	}
	return "2, 3"
}

// back writes the order from the end.
func (o order) back() string {
	o.down = !o.down
	return o.by()
}

// key is where an entry stands in a list.
type key struct {
	ID  int64 `gorm:"column:at"`
	Key string
	Tie int64
}

func ids(keys []key) []int64 {
	all := make([]int64, len(keys))
	for i, k := range keys {
		all[i] = k.ID
	}
	return all
}

type mark struct {
	Sort string `json:"s"`
	Key  string `json:"k"`
	Tie  int64  `json:"t"`
}

// cursor writes the place after k so that it can be handed out.
func (o order) cursor(k key) string {
	b, _ := json.Marshal(mark{o.name, k.Key, k.Tie}) // strings and a number always marshal
	return base64.RawURLEncoding.EncodeToString(b)
}

// after is the condition that leaves what follows the cursor; a cursor not written by this order is a BadRequest.
func (o order) after(cursor string) (condition, error) {
	b, err := base64.RawURLEncoding.DecodeString(cursor)
	var m mark
	if err == nil {
		err = json.Unmarshal(b, &m)
	}
	if err == nil && m.Sort != o.name {
		err = fmt.Errorf("cursor of the order %q", m.Sort)
	}
	var value any
	if err == nil {
		value, err = o.parse(m.Key)
	}
	if err != nil {
		return condition{}, ledger.Mistake(ledger.BadRequest, "cursor", "cursor 无效，请从头开始列表。", "The cursor is not valid; start the list again.")
	}
	than := ">"
	if o.down {
		than = "<"
	}
	return condition{fmt.Sprintf("(e.%s, e.%s) %s (?, ?)", o.key, o.tie, than), []any{value, m.Tie}}, nil
}

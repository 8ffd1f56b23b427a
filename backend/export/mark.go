package export

import (
	"encoding/base64"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// A mark stands beside each row of a file of the ledger, so that a file which comes back tells what a person changed in it from what
// the ledger changed meanwhile: the entry's version, and a sum over each cell that a person may change, whether it is in the file or not.
// 12.xxxx is a mark of version 12. A sum has 24 bits: it tells a change from none, and guards nothing against malice,
// for what comes back is checked as anything that is typed.
type mark struct {
	version int
	sums    []byte
}

// sumBytes is how much of a cell's sum is kept.
const sumBytes = 3

// editable are the columns that a person may change in a file, in their order.
var editable []column

func init() {
	for _, c := range columns {
		if c.open() {
			editable = append(editable, c)
		}
	}
}

// mark is the mark of the entry as it stands.
func (r row) mark() mark {
	m := mark{version: r.Version, sums: make([]byte, 0, sumBytes*len(editable))}
	for _, c := range editable {
		m.sums = append(m.sums, sum(shown(c.value(r), r.x.Lang))...)
	}
	return m
}

func sum(cell string) []byte {
	h := fnv.New32a()
	_, _ = h.Write([]byte(settled(cell))) // never fails
	n := h.Sum32()
	return []byte{byte(n), byte(n >> 8), byte(n>>16) ^ byte(n>>24)}
}

// String writes the mark as it stands in a cell.
func (m mark) String() string {
	return strconv.Itoa(m.version) + "." + base64.RawURLEncoding.EncodeToString(m.sums)
}

// readMark reads what String wrote; false for anything else, and for the mark of a file with other columns.
func readMark(s string) (m mark, ok bool) {
	number, sums, found := strings.Cut(strings.TrimSpace(s), ".")
	version, err := strconv.Atoi(number)
	if !found || err != nil || version < 1 {
		return m, false
	}
	m.version = version
	m.sums, err = base64.RawURLEncoding.DecodeString(sums)
	return m, err == nil && len(m.sums) == sumBytes*len(editable)
}

// saw tells whether cell i of those that may be changed said at the export what it says now.
func (m mark) saw(i int, cell string) bool {
	return slices.Equal(m.sums[i*sumBytes:(i+1)*sumBytes], sum(cell))
}

// settled is a cell's text without what programs change on their own: ends of lines, white space around, control characters, and without
// the apostrophe that keeps it from being a formula.
func settled(s string) string {
	clean := true
	for _, r := range s {
		if unicode.IsControl(r) || r == '\ufffd' {
			clean = false
			break
		}
	}
	if !clean {
		s = strings.Map(func(r rune) rune {
			if unicode.IsControl(r) && r != '\n' || r == '\ufffd' {
				return -1
			}
			return r
		}, s)
	}
	return unguarded(strings.TrimSpace(s))
}

package export

import (
	"encoding/base64"
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
		s := sum(shown(c.value(r), r.x.Lang))
		m.sums = append(m.sums, s[:]...)
	}
	return m
}

// sum is FNV-1a over what a cell says, folded.
func sum(cell string) [sumBytes]byte {
	n := uint32(2166136261)
	for cell = settled(cell); cell != ""; cell = cell[1:] {
		n = (n ^ uint32(cell[0])) * 16777619
	}
	return [sumBytes]byte{byte(n), byte(n >> 8), byte(n>>16) ^ byte(n>>24)}
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
	s := sum(cell)
	return string(m.sums[i*sumBytes:(i+1)*sumBytes]) == string(s[:])
}

// settled is a cell's text without what programs change on their own: ends of lines, white space around, control characters, and without
// the apostrophe that keeps it from being a formula.
func settled(s string) string {
	clean := !strings.ContainsRune(s, '\ufffd')
	for i := range len(s) { // bytes: control characters begin with these alone
		if b := s[i]; b < ' ' || b == 0x7f || b == 0xc2 {
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

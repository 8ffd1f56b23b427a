package extract

import "slices"

// trie finds the longest of many words that a text begins with.
type trie[V any] struct {
	root  [256]int32
	first [1 << 10]uint64 // a bit for each character of three bytes that a word begins with
	nodes []trieNode[V]
}

type trieNode[V any] struct {
	edges []trieEdge
	table *[64]int32 // for a node of many edges, by the last six bits: where its bytes go on a character
	value V
	ends  bool
}

type trieEdge struct {
	b  byte
	to int32
}

func newTrie[V any]() *trie[V] { return &trie[V]{nodes: make([]trieNode[V], 1)} }

// add puts word in with its value; the value of a word that is there already is given to merge.
func (t *trie[V]) add(word string, value V, merge func(old, now V) V) {
	if word == "" {
		return
	}
	if c := wide(word); c >= 0 {
		t.first[c>>6] |= 1 << (c & 63)
	}
	at := t.root[word[0]]
	if at == 0 {
		at = t.grow()
		t.root[word[0]] = at
	}
	for i := 1; i < len(word); i++ {
		next := t.step(at, word[i])
		if next == 0 {
			next = t.grow()
			t.nodes[at].lead(word[i], next)
		}
		at = next
	}
	n := &t.nodes[at]
	if n.ends && merge != nil {
		value = merge(n.value, value)
	}
	n.value, n.ends = value, true
}

const manyEdges = 4

// lead makes b lead from n to the node to.
func (n *trieNode[V]) lead(b byte, to int32) {
	n.edges = append(n.edges, trieEdge{b, to})
	if len(n.edges) <= manyEdges {
		return
	}
	if n.table == nil {
		n.table = &[64]int32{}
	}
	for _, e := range n.edges {
		if e.b&0xc0 == 0x80 {
			n.table[e.b&0x3f] = e.to
		}
	}
}

func (t *trie[V]) grow() int32 {
	t.nodes = append(t.nodes, trieNode[V]{})
	return int32(len(t.nodes) - 1)
}

func (t *trie[V]) step(at int32, b byte) int32 {
	n := &t.nodes[at]
	if n.table != nil && b&0xc0 == 0x80 {
		return n.table[b&0x3f]
	}
	for _, e := range n.edges {
		if e.b == b {
			return e.to
		}
	}
	return 0
}

// wide is the character of three bytes that s begins with, as nearly all of Chinese are; -1 for any other.
func wide(s string) int {
	if len(s) < 3 || s[0]&0xf0 != 0xe0 {
		return -1
	}
	return int(s[0]&0x0f)<<12 | int(s[1]&0x3f)<<6 | int(s[2]&0x3f)
}

// may tells whether a word may begin where s does, which most often is no.
func (t *trie[V]) may(s string) bool {
	if c := wide(s); c >= 0 {
		return t.first[c>>6]&(1<<(c&63)) != 0
	}
	return s != "" && t.root[s[0]] != 0
}

// longest is the longest word that s begins with: how many bytes it takes (0 for none) and its value.
func (t *trie[V]) longest(s string) (size int, value V) {
	if !t.may(s) {
		return 0, value
	}
	at := t.root[s[0]]
	for i := 1; at != 0; i++ {
		if n := &t.nodes[at]; n.ends {
			size, value = i, n.value
		}
		if i == len(s) {
			break
		}
		at = t.step(at, s[i])
	}
	return size, value
}

// last is the value of the longest word that s ends with, of a trie of words backwards; the zero value for none.
func (t *trie[V]) last(s string) (value V) {
	if s == "" {
		return value
	}
	at := t.root[s[len(s)-1]]
	for i := 1; at != 0; i++ {
		if n := &t.nodes[at]; n.ends {
			value = n.value
		}
		if i == len(s) {
			break
		}
		at = t.step(at, s[len(s)-1-i])
	}
	return value
}

// step is how many bytes to go on from one that begins a character.
func step(b byte) int {
	if b&0xf0 == 0xe0 {
		return 3
	}
	return 1
}

// words is a set of words, and the same words backwards.
type words struct {
	trie[struct{}]
	back *trie[struct{}]
}

func newWords(list []string) *words {
	w := &words{*newTrie[struct{}](), newTrie[struct{}]()}
	for _, s := range list {
		w.add(s, struct{}{}, nil)
		w.back.add(reversed(s), struct{}{}, nil)
	}
	return w
}

// reversed is s with its bytes in reverse.
func reversed(s string) string {
	b := []byte(s)
	slices.Reverse(b)
	return string(b)
}

// prefix is the length of the longest word that s begins with.
func (w *words) prefix(s string) int {
	n, _ := w.longest(s)
	return n
}

// in is where the first word in s stands, and its length; -1 where there is none.
func (w *words) in(s string) (at, size int) {
	for i := 0; i < len(s); {
		if n := w.prefix(s[i:]); n > 0 {
			return i, n
		}
		i += step(s[i])
	}
	return -1, 0
}

// within tells whether s holds one of the words.
func (w *words) within(s string) bool {
	at, _ := w.in(s)
	return at >= 0
}

// ending is the length of the longest word that s ends with.
func (w *words) ending(s string) (size int) {
	if s == "" {
		return 0
	}
	at := w.back.root[s[len(s)-1]]
	for i := 1; at != 0; i++ {
		if w.back.nodes[at].ends {
			size = i
		}
		if i == len(s) {
			break
		}
		at = w.back.step(at, s[len(s)-1-i])
	}
	return size
}

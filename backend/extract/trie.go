package extract

// trie finds the longest of many words that a text begins with.
type trie[V any] struct {
	root  [256]int32
	nodes []trieNode[V]
}

type trieNode[V any] struct {
	edges []trieEdge
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
	at := t.root[word[0]]
	if at == 0 {
		at = t.grow()
		t.root[word[0]] = at
	}
	for i := 1; i < len(word); i++ {
		next := t.step(at, word[i])
		if next == 0 {
			next = t.grow()
			t.nodes[at].edges = append(t.nodes[at].edges, trieEdge{word[i], next})
		}
		at = next
	}
	n := &t.nodes[at]
	if n.ends && merge != nil {
		value = merge(n.value, value)
	}
	n.value, n.ends = value, true
}

func (t *trie[V]) grow() int32 {
	t.nodes = append(t.nodes, trieNode[V]{})
	return int32(len(t.nodes) - 1)
}

func (t *trie[V]) step(at int32, b byte) int32 {
	for _, e := range t.nodes[at].edges {
		if e.b == b {
			return e.to
		}
	}
	return 0
}

// longest is the longest word that s begins with: how many bytes it takes (0 for none) and its value.
func (t *trie[V]) longest(s string) (size int, value V) {
	if s == "" {
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

// words is a set of words.
type words struct{ trie[struct{}] }

func newWords(list []string) *words {
	w := &words{*newTrie[struct{}]()}
	for _, s := range list {
		w.add(s, struct{}{}, nil)
	}
	return w
}

// prefix is the length of the longest word that s begins with.
func (w *words) prefix(s string) int {
	n, _ := w.longest(s)
	return n
}

// in is where the first word in s stands, and its length; -1 where there is none.
func (w *words) in(s string) (at, size int) {
	for i := 0; i < len(s); i++ {
		if w.root[s[i]] == 0 {
			continue
		}
		if n := w.prefix(s[i:]); n > 0 {
			return i, n
		}
	}
	return -1, 0
}

// within tells whether s holds one of the words.
func (w *words) within(s string) bool {
	at, _ := w.in(s)
	return at >= 0
}

// ending is the length of the longest word that s ends with.
func (w *words) ending(s string) int {
	for i := max(0, len(s)-48); i < len(s); i++ {
		if w.root[s[i]] != 0 && w.prefix(s[i:]) == len(s)-i {
			return len(s) - i
		}
	}
	return 0
}

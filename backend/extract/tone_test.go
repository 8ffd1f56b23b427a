package extract_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"taizhang/backend/extract"
	"taizhang/backend/ledger"
	"taizhang/backend/zh"
)

// leaning is one gold finding that tone.txt is learned from: its words, and whether they blame.
type leaning struct {
	author string
	text   string
	blames bool
	grams  []int
}

// leanings are all that tone.txt is learned from: the findings of the open gold, with the clause that says so, clauses and words.
func leanings(t testing.TB) []leaning {
	var all []leaning
	for _, folder := range []string{"testdata/reports", "testdata/others"} {
		files, err := filepath.Glob(folder + "/*.gold.json")
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			author := "own"
			if strings.HasSuffix(folder, "others") {
				author, _, _ = strings.Cut(filepath.Base(f), "_")
			}
			data, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, ofReport(t, f, author, data)...)
		}
	}
	return append(all, phrases(t)...)
}

// ofReport are the leanings of one report; items that share a clause are one.
func ofReport(t testing.TB, file, author string, data []byte) []leaning {
	var gold struct {
		Records []struct {
			Kind       ledger.Kind
			Start, End int
			Evidence   []int
		}
	}
	if err := json.Unmarshal(data, &gold); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(strings.TrimSuffix(file, ".gold.json") + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	runes := []rune(string(text))
	var all []leaning
	seen := map[string]bool{}
	for _, r := range gold.Records {
		start, end := r.Start, r.End
		if len(r.Evidence) == 2 {
			start, end = min(start, r.Evidence[0]), max(end, r.Evidence[1])
		}
		words := plain(visible(runes[start:end]))
		if r.Kind == ledger.Task || seen[words] {
			continue
		}
		seen[words] = true
		all = append(all, leaning{author: author, text: words, blames: r.Kind == ledger.Shortcoming})
	}
	return all
}

func plain(s string) string {
	return strings.Trim(zh.New(s, func(string) bool { return false }).S, "，。；\n ")
}

// phrases are single clauses by several writers, a file a writer, testdata/tone/NAME.tsv: kind, field of work, clause.
func phrases(t testing.TB) []leaning {
	files, err := filepath.Glob("testdata/tone/*.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var all []leaning
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		author := strings.TrimSuffix(filepath.Base(f), ".tsv")
		for line := range strings.Lines(string(data)) {
			if cells := strings.Split(strings.TrimSpace(line), "\t"); len(cells) == 3 {
				all = append(all, leaning{author: author, text: plain(cells[2]), blames: cells[0] == string(ledger.Shortcoming)})
			}
		}
	}
	return append(all, listed(t)...)
}

// listed are the words of the lists that tell of shortcomings and of results, each as a clause of its own.
func listed(t testing.TB) []leaning {
	var all []leaning
	for _, list := range []string{"predicates", "faults", "wanting"} {
		for _, w := range extract.KnownWords(list) {
			all = append(all, leaning{author: "list", text: w, blames: true})
		}
	}
	for _, list := range []string{"results", "verbs"} {
		for _, w := range extract.KnownWords(list) {
			all = append(all, leaning{author: "list", text: w})
		}
	}
	data, err := os.ReadFile("testdata/tone/words.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		words := strings.Fields(line)
		if len(words) > 1 && words[0] != "#" {
			for _, w := range words[1:] {
				all = append(all, leaning{author: "list", text: w, blames: words[0] == "-"})
			}
		}
	}
	return all
}

var figures = regexp.MustCompile(`\d[\d.,]*`)

// What the learning goes by: how long a gram may be, how many leanings must have it, what a weight costs, how often all are gone through.
const (
	mostGram    = 4
	leastShared = 3
	costOfWords = 0.8
	rounds      = 200
)

// grams calls each with every n-gram of Chinese characters of a text, and with those that end its segments, marked 。.
func grams(text string, each func(string)) {
	for _, seg := range strings.Split(text, "，") {
		rs := []rune(figures.ReplaceAllString(strings.TrimRight(seg, "”。"), "0"))
		for i := range rs {
			for n := 1; n <= mostGram && i+n <= len(rs) && (unicode.Is(unicode.Han, rs[i+n-1]) || strings.ContainsRune("0%", rs[i+n-1])); n++ {
				each(string(rs[i : i+n]))
				if i+n == len(rs) {
					each(string(rs[i:]) + "。")
				}
			}
		}
	}
}

// learner holds what the learning takes: leanings by their grams.
type learner struct {
	names []string
	all   []leaning
}

// known keeps the grams that some leanings have in common.
func known(all []leaning) learner {
	count := map[string]int{}
	for _, l := range all {
		once := map[string]bool{}
		grams(l.text, func(g string) {
			if !once[g] {
				once[g] = true
				count[g]++
			}
		})
	}
	l := learner{all: all}
	for g, n := range count {
		if n >= leastShared {
			l.names = append(l.names, g)
		}
	}
	slices.Sort(l.names)
	at := map[string]int{}
	for i, g := range l.names {
		at[g] = i
	}
	for i := range l.all {
		l.all[i].grams = nil
		grams(l.all[i].text, func(g string) {
			if k, ok := at[g]; ok {
				l.all[i].grams = append(l.all[i].grams, k)
			}
		})
	}
	return l
}

// learn fits weights by logistic regression with a penalty on each weight, which makes nought of most: proximal
// gradients, each gram with a step of its own.
func (l learner) learn(without string) map[string]int {
	w, grad, size := make([]float64, len(l.names)), make([]float64, len(l.names)), make([]float64, len(l.names))
	bias := 0.0
	var blame, praise float64
	for _, x := range l.all {
		if x.author == without {
			continue
		}
		if x.blames {
			blame++
		} else {
			praise++
		}
		for _, g := range x.grams {
			size[g] += 0.25 * float64(len(x.grams))
		}
	}
	for range rounds {
		clear(grad)
		gb := 0.0
		for _, x := range l.all {
			if x.author == without {
				continue
			}
			sum := bias
			for _, g := range x.grams {
				sum += w[g]
			}
			d, share := 1/(1+math.Exp(-sum)), 1/praise
			if x.blames {
				d, share = d-1, 1/blame
			}
			d *= share * (blame + praise) / 2
			gb += d
			for _, g := range x.grams {
				grad[g] += d
			}
		}
		bias -= gb / (0.25 * (blame + praise) * 20)
		for g := range w {
			if size[g] == 0 {
				continue
			}
			v := w[g] - grad[g]/size[g]
			lambda := costOfWords / size[g]
			switch {
			case v > lambda:
				w[g] = v - lambda
			case v < -lambda:
				w[g] = v + lambda
			default:
				w[g] = 0
			}
		}
	}
	out := map[string]int{}
	for g, v := range w {
		if n := int(math.Round(10 * v)); n != 0 {
			out[l.names[g]] = n
		}
	}
	return out
}

// toneFile is what is learned: a line for each weight, with the words that have it.
const toneFile = "lexicon/tone.txt"

// TestTone holds tone.txt to what is learned now, or writes it. Machines round differently: a few words may.
func TestTone(t *testing.T) {
	learned := known(leanings(t)).learn("")
	if *update {
		if err := os.WriteFile(toneFile, []byte(toneLines(learned)), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	data, err := os.ReadFile(toneFile)
	if err != nil {
		t.Fatal(err)
	}
	other := 0
	for line := range strings.Lines(string(data)) {
		words := strings.Fields(line)
		for _, w := range words[1:] {
			if n, _ := strconv.Atoi(words[0]); line[0] != '#' && n != learned[w] {
				other++
			}
		}
	}
	if 50*other > len(learned) {
		t.Errorf("%d of %d words have other weights: go test -run TestTone -update", other, len(learned))
	}
}

func toneLines(weights map[string]int) string {
	lines := map[int][]string{}
	for w, n := range weights {
		lines[n] = append(lines[n], w)
	}
	var b strings.Builder
	b.WriteString("# How words lean: above zero they blame, below they praise; 。 is a segment's end, 0 any figure. Learned: go test ./backend/extract -run TestTone -update\n")
	all := slices.Sorted(maps.Keys(lines))
	for _, n := range slices.Backward(all) {
		slices.Sort(lines[n])
		fmt.Fprintf(&b, "%d %s\n", n, strings.Join(lines[n], " "))
	}
	return b.String()
}

const (
	turnBefore = "9月5日，区委、区政府召开8月份工作点评会。\n卢沟桥街道、太平桥街道、长辛店镇主要负责同志依次发言。\n太平桥街道深入推进各项重点工作；"
	turnAfter  = "；积极参与区级联动机制。\n长辛店镇完成全年任务的八成。\n"
)

// TestToneLeftOut reads each writer's clauses in a unit's turn with weights learned without that writer, and beside it
// without any, and logs both: what is won on the words of somebody whom nobody has read.
func TestToneLeftOut(t *testing.T) {
	if testing.Short() {
		t.Skip("learns once for each writer")
	}
	x, l := lexicon(t), known(leanings(t))
	without := x.Toned(nil)
	var told, before, faults int
	for _, f := range []string{"p", "r", "s", "t"} {
		with := x.Toned(l.learn(f))
		var now, then, all, wrong, praises int
		for _, one := range l.all {
			switch {
			case one.author != f:
			case one.blames:
				all++
				now, then = now+blamed(with, one.text), then+blamed(without, one.text)
			default:
				praises++
				wrong += blamed(with, one.text)
			}
		}
		t.Logf("%s: faults read as such %d of %d, without tone %d; others read as faults %d of %d", f, now, all, then, wrong, praises)
		told, before, faults = told+now, before+then, faults+all
	}
	if told < before+faults/10 {
		t.Errorf("%d of %d faults read as such, %d without tone", told, faults, before)
	}
}

// blamed is 1 where a clause of a unit's turn is read as a fault.
func blamed(x *extract.Lexicon, clause string) int {
	start := len([]rune(turnBefore))
	for _, f := range x.Read(turnBefore+clause+turnAfter, "2024-09-06").Findings {
		if f.Kind == ledger.Shortcoming && f.Start >= start && f.Start < start+len([]rune(clause)) {
			return 1
		}
	}
	return 0
}

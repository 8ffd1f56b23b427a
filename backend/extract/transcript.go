package extract

import (
	"regexp"
	"strings"
)

// framedFloor is where the words of somebody begin who is named in brackets at the head of a paragraph, as transcripts name
// who speaks: 【石桥镇镇长王某】…. A host or a guest has the floor for nobody.
func (r *reader) framedFloor(at, end int) int {
	head := r.s[at:min(end, at+120)]
	i := strings.Index(head, "】")
	if !strings.HasPrefix(head, "【") || i < 0 || at+i+len("】") >= end {
		return 0
	}
	from, to, body := at+len("【"), at+i, at+i+len("】")
	body += len(r.s[body:end]) - len(strings.TrimPrefix(r.s[body:end], "："))
	if k := strings.Index(r.s[from:to], "（"); k > 0 {
		to = from + k // how he speaks: （现场总结）
	}
	if hosts.MatchString(r.s[from:to]) {
		r.voice, r.lead = voice{says: true}, nil
		r.endTurn()
		return body
	}
	name, units, ok := r.personIn(from, to)
	if !ok || len(units) == 0 {
		return 0
	}
	r.voice = voice{name: name, units: units, says: true}
	if governs(units[0]) || r.leads(units[0]) {
		r.voice.units = nil
		r.endTurn()
		return body
	}
	r.takeFloor(units)
	return body
}

// leads tells whether a unit is the whole district, whose head speaks for it.
func (r *reader) leads(unit string) bool {
	return r.district(unit) == len(unit) && !r.speakers[unit]
}

// hosts are those who speak in a transcript and answer for nothing.
var hosts = regexp.MustCompile(`主持人|旁白|嘉宾|评议员|记者|观众|市民|群众|代表|解说|专家`)

// vocative is how somebody is spoken to, or what a question is about, before what is asked: 龙潭镇的罗镇长，.
var vocative = regexp.MustCompile(`^(?:的?\p{Han}{1,3}(?:书记|镇长|乡长|局长|主任|县长|区长|市长|处长|所长|站长|经理|董事长|同志))?，`)

// pressing is how a question blames: why something is not done, how long it has lasted, how often it was told.
var pressing = regexp.MustCompile(`为什么|为何|怎么(?:还|总|就|老)|是不是|[坏停拖等倒断漏堵空欠][^，]{0,4}了?(?:多久|[\d一二三四五六七八九十两半几]+个?(?:月|年|周|天|多月|多年))|投诉了?\p{Han}{0,4}\d|多少次|到底|什么时候才|何时(?:才|能)`)

// tags are the ends of a question that ask for no more than an answer.
var tags = regexp.MustCompile(`，(?:您|你|你们|各位)?(?:知道吗|怎么看|怎么办|怎么说|怎么想|清楚吗|了解吗|有没有数|能不能给个准话|怎么解释|作何解释)$`)

// questions reads a question put to somebody who answers for a unit, where it says what is wanting: 石桥镇的王镇长，路灯坏了两个月
// 了，您知道吗？
func (r *reader) questions(c *clause) bool {
	text := r.text(c)
	if !strings.HasPrefix(r.s[c.end:], "？") || len(text) > longest || !r.art.official || !pressing.MatchString(text) {
		return false
	}
	at, units := c.body, r.turn
	if p := r.parties(c.body, c.end); !p.none() && !p.collective {
		n := len(vocative.FindString(r.s[p.end:c.end]))
		if n == 0 && !c.subject.none() {
			n = c.core - p.end
		} else if n == 0 {
			return false
		}
		at, units = p.end+n, p.names
	}
	if head, _, ok := strings.Cut(r.s[at:min(c.end, at+60)], "："); ok && hosts.MatchString(head) {
		at += len(head) + len("：")
	}
	at += len(calls.FindString(r.s[at:c.end]))
	end := c.end
	if m := tags.FindStringIndex(r.s[at:c.end]); m != nil {
		end = at + m[0]
	}
	if units == nil || end-at < len("路灯坏了") || bareAsk.MatchString(r.s[at:end]) {
		return false
	}
	r.faults(&clause{start: c.start, end: end, body: at, core: at, subject: party{names: units, end: at}}, plain([]span{{at, end}}), span{at, end}, "shortcoming-question")
	return true
}

// calls is how a question begins that calls upon somebody: 康书记，我们….
var calls = regexp.MustCompile(`^(?:\p{Han}{1,3}(?:书记|镇长|乡长|局长|主任|县长|区长|市长|经理)，)?(?:我们|咱们)?`)

// bareAsk is a question that says nothing of what is wanting: 为什么总治不好.
var bareAsk = regexp.MustCompile(`^(?:为什么|为何|怎么|到底|是不是|什么时候)[^，]{0,8}$`)

// instructed is where tasks begin that their clause brings in: 他又点了几件事：….
func (r *reader) instructed(c *clause, at int) int {
	head, rest, ok := strings.Cut(r.s[at:min(c.end, at+120)], "：")
	if !ok || rest == "" || !instructing.MatchString(head) {
		return at
	}
	r.voice.says, r.voice.asks, r.voice.units = true, true, nil
	r.said, c.told = r.para, true
	r.endTurn()
	return r.past(c, at+len(head)+len("："))
}

// instructing is how a clause says that so many things will be told to be done.
var instructing = regexp.MustCompile(`(?:点|提|讲|说|布置|安排|交代|明确|部署)了?\p{Han}{0,3}[几两三四五六七八九\d](?:点|件|条|项|个)\p{Han}{0,4}$`)

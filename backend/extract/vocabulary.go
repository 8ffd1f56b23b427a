package extract

import (
	"embed"
	"maps"
	"slices"
	"strings"

	"taizhang/backend/ledger"
)

//go:embed lexicon/*.txt
var lexiconFiles embed.FS

// List is one list of the genre's words that an office may add to: its name as in a Term, and what its words do.
type List struct {
	Name  string
	Words ledger.Words
}

// Lists are the lists that an office may add to. The others hold what the rules themselves are made of.
var Lists = []List{
	{"verbs", ledger.Words{ZH: "任务开头的动词：推进、整治", EN: "verbs that a task begins with"}},
	{"predicates", ledger.Words{ZH: "说明不足的谓语：滞后、不够及时", EN: "predicates that tell of a shortcoming"}},
	{"lacks", ledger.Words{ZH: "说明不足的名词：短板、差距", EN: "nouns that tell of a shortcoming"}},
	{"faults", ledger.Words{ZH: "不带「但」也说明不足的谓语：逾期、垫底", EN: "predicates that tell of one without 但 before them"}},
	{"results", ledger.Words{ZH: "说明成绩的词：居首、获评", EN: "words that tell of a success"}},
	{"slogans", ledger.Words{ZH: "口号，不当作任务：提高政治站位", EN: "slogans, which are no tasks"}},
	{"roles", ledger.Words{ZH: "职务：区长、工委书记", EN: "posts of people who speak"}},
	{"departments", ledger.Words{ZH: "部门的简称：发改委、教育局", EN: "departments without the place before them"}},
	{"offices", ledger.Words{ZH: "机构名称的结尾：局、中心、公司", EN: "how names of departments and bodies end"}},
	{"collectives.alone", ledger.Words{ZH: "统称：属地、责任单位", EN: "words for several units together"}},
	{"speech.asks", ledger.Words{ZH: "引出要求的词：强调、议定", EN: "words that bring in what is asked for"}},
	{"speech.says", ledger.Words{ZH: "引出讲话的词：指出、介绍", EN: "words that bring in what is said"}},
	{"genre.review", ledger.Words{ZH: "点评会报道的标志：点评、通报、述职", EN: "words that mark a report of a review"}},
	{"sections.progress", ledger.Words{ZH: "成绩一节的标题", EN: "headings of a part with progress"}},
	{"sections.shortcoming", ledger.Words{ZH: "问题一节的标题", EN: "headings of a part with shortcomings"}},
	{"sections.task", ledger.Words{ZH: "任务一节的标题", EN: "headings of a part with tasks"}},
	{"columns.name", ledger.Words{ZH: "表头：项目、指标", EN: "table heads: a project, an indicator"}},
	{"columns.task", ledger.Words{ZH: "表头：任务、措施", EN: "table heads: a task"}},
	{"columns.shortcoming", ledger.Words{ZH: "表头：问题", EN: "table heads: a shortcoming"}},
	{"columns.progress", ledger.Words{ZH: "表头：成绩、进展", EN: "table heads: progress"}},
	{"columns.lead", ledger.Words{ZH: "表头：责任单位、牵头单位", EN: "table heads: who leads"}},
	{"columns.support", ledger.Words{ZH: "表头：配合单位", EN: "table heads: who supports"}},
	{"columns.due", ledger.Words{ZH: "表头：完成时限", EN: "table heads: when it is due"}},
	{"columns.rate", ledger.Words{ZH: "表头：完成率", EN: "table heads: how far it has come"}},
	{"columns.goal", ledger.Words{ZH: "表头：目标进度", EN: "table heads: how far it should have come"}},
	{"columns.none", ledger.Words{ZH: "表头：不读的一列", EN: "table heads of columns that are not read"}},
}

// vocabulary is the genre's words by the name of their list: "verbs", or "columns.due" for a group of a list.
type vocabulary map[string][]string

// genreWords are the words that come with the program.
var genreWords = readVocabulary()

// grouped are the files whose lines begin with the name of their group.
var grouped = []string{"collectives", "columns", "genre", "labels", "sections", "speech", "tone"}

// readVocabulary reads the files. They are part of the program: one that cannot be read is a fault of the build.
func readVocabulary() vocabulary {
	files, err := lexiconFiles.ReadDir("lexicon")
	if err != nil {
		panic(err)
	}
	v := vocabulary{}
	for _, f := range files {
		data, err := lexiconFiles.ReadFile("lexicon/" + f.Name())
		if err != nil {
			panic(err)
		}
		v.read(strings.TrimSuffix(f.Name(), ".txt"), string(data))
	}
	return v
}

func (v vocabulary) read(name, data string) {
	for line := range strings.Lines(data) {
		words := strings.Fields(line)
		list := name
		if strings.HasPrefix(line, "#") || len(words) == 0 {
			continue
		}
		if slices.Contains(grouped, name) {
			list, words = name+"."+words[0], words[1:]
		}
		v[list] = append(v[list], words...)
	}
}

// with is v and an office's own terms.
func (v vocabulary) with(terms []ledger.Term) vocabulary {
	all := maps.Clone(v)
	for _, t := range terms {
		if t.Word != "" && slices.ContainsFunc(Lists, func(l List) bool { return l.Name == t.List }) {
			all[t.List] = append(slices.Clip(all[t.List]), t.Word)
		}
	}
	return all
}

// set is a list as one set of words, groups a list's words by group.
func (v vocabulary) set(list string) *words { return newWords(v[list]) }

func (v vocabulary) groups(list string) map[string][]string {
	all := map[string][]string{}
	for name, words := range v {
		if group, ok := strings.CutPrefix(name, list+"."); ok {
			all[group] = words
		}
	}
	return all
}

// KnownWords are the words of a list that come with the program.
func KnownWords(list string) []string { return slices.Clone(genreWords[list]) }

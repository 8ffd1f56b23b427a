package extract

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"taizhang/backend/zh"
)

// blamedAlike divides items of which one predicate says that all their things are wanting.
func (r *reader) blamedAlike(items []item) []item {
	var all []item
	for _, it := range items {
		if m := bothShape.FindStringSubmatch(r.s[it.start:it.end]); m != nil {
			if i := r.bothAlike(m[1]); i > 0 {
				all = append(all, item{span{it.start, it.start + i}, it.units}, item{span{it.start + i + len("和"), it.start + len(m[1])}, it.units})
				continue
			}
		}
		sp, listed := r.listedFault(it.span)
		if !listed {
			sp, listed = r.doneAlike(it.span)
		}
		parts := r.split(sp)
		if !listed || len(parts) == 0 {
			all = append(all, it)
			continue
		}
		for _, p := range parts {
			all = append(all, item{p, it.units})
		}
	}
	return all
}

// listedShape is a list of things of which one predicate says that they are wanting: A、B还需加力, A、B两项工作差距明显.
var listedShape = regexp.MustCompile(`^(.+、.+?)(?:等?[两二三四五六几多]?[项个]?(?:工作|方面|指标|问题|现象|情况)|等)?(?:上)?(?:(?:还|仍|尚|亟|均|都)*(?:需|待|须|有待)(?:进一步)?(?:(?:持续)?(?:用力|发力|加压)|加力|加强|加快|提升|提高|改进|完善|规范|发力|努力|突破|用力|加大|强化)|(?:还|仍|尚|依然|均|都)*(?:存在|有)(?:一定|较大|明显)?的?(?:差距|短板|欠缺|不足|弱项|漏洞|盲区)|(?:还|仍|尚|依然|均|都)*(?:差距|短板)(?:明显|较大|突出)|(?:还|仍|依然|仍然|依旧|始终|一直)*(?:是|为|属于)(?:我?[们区县市街镇]的?)?(?:薄弱环节|薄弱点|短板弱项|短板|弱项|软肋|难点堵点)|(?:等问题|等现象|等乱象|的问题|的现象|问题|现象|乱象)(?:还|仍|依然|仍然|依旧|又)?(?:比较|较为|较|有所|时常|反复|重新|有)?(?:普遍|突出|严重|明显|集中|存在|时有发生|屡见不鲜|发生|反弹|抬头|出现|回潮|屡禁不止|屡禁不绝|长期存在|没有根治|未能杜绝|没有杜绝))$`)

// listedWorks is a list that says of what its things are, before any predicate: A、B等工作还不够精细.
var listedWorks = regexp.MustCompile(`^(.+、.+?)(?:等\p{Han}{0,2}(?:工作|方面|指标|领域|环节|任务)|[两三四五六]项(?:工作|指标|任务))(?:上|中)?.{2,24}$`)

// doneAlike divides a list of works of which one predicate says that they lag: 历史建筑修缮、周边环境整治|进度滞后. Where a
// part names a thing and no work, the list is one matter: 道路、桥梁建设滞后.
func (r *reader) doneAlike(sp span) (span, bool) {
	words := r.s[sp.start:sp.end]
	if strings.ContainsAny(words, "，") || !strings.Contains(words, "、") || !r.blaming(sp.start, sp.end) {
		return sp, false
	}
	parts := zh.List(words)
	for _, part := range parts[:len(parts)-1] {
		if utf8.RuneCountInString(part) < 4 || r.x.works.ending(part) == 0 || r.faulty(part) || r.wants(part) {
			return sp, false
		}
	}
	last := parts[len(parts)-1]
	for at := len("四个字"); at+len("滞后") <= len(last); at += step(last[at]) {
		if r.x.works.ending(last[:at]) > 0 && lagsAlike.MatchString(last[at:]) {
			return span{sp.start, sp.end - len(last) + at}, true
		}
	}
	return sp, false
}

// lagsAlike is a predicate that says of several works how they go: 进度滞后, 推进缓慢, 还不够及时.
var lagsAlike = regexp.MustCompile(`^(?:工作|方面)?(?:的)?(?:整体|总体|普遍|均|都|还|仍|较|比较|相对|明显|推进|进展|进度|质量|力度|成效|效果|标准|水平|质效|不够|不|有所|严重|偏|迟缓|缓慢|滞后|较慢|偏慢|不足|不力|不大|不高|不快|及时|到位|彻底|理想|明显|下滑|落后|薄弱|乏力|欠缺|有待加强)+$`)

// shown reads what a film showed, each thing of it wanting: 片中，桥下堆满杂物、公厕无人管护等画面引发深思.
func (r *reader) shown(c *clause) []item {
	text := r.text(c)
	if len(text) > longest || !strings.Contains(text, "、") || !hasAny(text, "画面", "镜头", "场景", "场面", "景象") {
		return nil
	}
	m := shownShape.FindStringSubmatchIndex(text)
	if m == nil || !hasAny(r.s[max(0, c.start-300):c.end], "暗访", "曝光", "警示", "短片", "问题") {
		return nil
	}
	return plain(r.split(span{c.body + m[2], c.body + m[3]}))
}

var shownShape = regexp.MustCompile(`^(?:[^，]{0,4}[片面头中上]，)?([^，]+、[^，]+)等(?:画面|镜头|场景|场面|景象)(?:，?(?:引发|引起|触目|令人|令|让人|让|十分|格外|非常|尤为|一一|逐一|被).*)?$`)

// bothAlike divides two works joined by 和 of which one predicate says that they are wanting: 兜底服务|和|违规充电整治|仍是薄弱环节.
func (r *reader) bothAlike(words string) int {
	i := strings.Index(words, "和")
	if i < len("四个字的") || len(words)-i < len("和四个字的") || strings.Contains(words, "、") || strings.Count(words, "和") > 1 {
		return 0
	}
	if r.x.works.ending(words[:i]) == 0 || r.x.works.ending(words) == 0 {
		return 0
	}
	return i
}

// bothShape is what says of two works joined by 和 that they are wanting.
var bothShape = regexp.MustCompile(`^([^，、]+和[^，、]+?)(?:还|仍|依然|仍然|依旧|始终|一直)*(?:是|为|属于)(?:薄弱环节|薄弱点|短板弱项|短板|弱项|软肋)$`)

// listedFault is the list of what is wanting where one predicate says so of all of it.
func (r *reader) listedFault(sp span) (span, bool) {
	if sp.end-sp.start > longest || !strings.Contains(r.s[sp.start:sp.end], "、") {
		return sp, false
	}
	m := listedShape.FindStringSubmatchIndex(r.s[sp.start:sp.end])
	if m == nil && r.blaming(sp.start, sp.end) {
		m = listedWorks.FindStringSubmatchIndex(r.s[sp.start:sp.end])
	}
	if m == nil {
		return sp, false
	}
	list := span{sp.start, sp.start + m[3]}
	return r.bare(span{list.start, trimEnd(list, r.s).end}), true
}

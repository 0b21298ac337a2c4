package accesslog

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
)

// An ocsfEvent is what of an OCSF event is looked at.
type ocsfEvent struct {
	Time         json.Number `json:"time"`
	TimeText     string      `json:"time_dt"`
	ActivityName string      `json:"activity_name"`
	Actor        struct {
		User struct {
			UID  string `json:"uid"`
			Name string `json:"name"`
		} `json:"user"`
		InvokedBy string `json:"invoked_by"`
	} `json:"actor"`
	API struct {
		Operation string `json:"operation"`
		Response  struct {
			Error string `json:"error"`
		} `json:"response"`
	} `json:"api"`
	SrcEndpoint struct {
		IP string `json:"ip"`
	} `json:"src_endpoint"`
	Resources []struct {
		UID string `json:"uid"`
	} `json:"resources"`
	Databucket struct {
		Name string `json:"name"`
		File struct {
			Path string `json:"path"`
			Name string `json:"name"`
		} `json:"file"`
	} `json:"databucket"`
}

// ocsfLines reads OCSF events of one JSON object a line.
type ocsfLines struct {
	builder *builder
	lookups []string // actions whose events must say what was read
}

func (o *ocsfLines) Decode(ctx context.Context, s *Source, keep func(*Record) error) (Stats, error) {
	text, err := s.OpenText(ctx)
	if err != nil {
		return Stats{}, err
	}
	l := lines{name: s.Name, size: blockSize, take: func(line string) (string, error) { return o.take(line, keep) }}
	return l.read(ctx, text)
}

func (o *ocsfLines) take(line string, keep func(*Record) error) (reason string, err error) {
	var e ocsfEvent
	if json.Unmarshal([]byte(line), &e) != nil {
		return "not a JSON object as OCSF has it", nil
	}
	v := [roleCount]string{
		roleTime: cmp.Or(e.Time.String(), e.TimeText), rolePrincipal: cmp.Or(e.Actor.User.UID, e.Actor.User.Name, e.Actor.InvokedBy),
		roleAction: cmp.Or(e.API.Operation, e.ActivityName), roleSourceIP: e.SrcEndpoint.IP,
	}
	objects := e.objects()
	if e.API.Response.Error != "" {
		v[roleAction], objects = v[roleAction]+failed, nil
	}
	if len(objects) == 0 && slices.Contains(o.lookups, v[roleAction]) {
		return "resources.uid is missing", nil
	}
	return o.builder.buildEach(&v, objects, keep)
}

// objects are what the event says was read.
func (e *ocsfEvent) objects() (all []string) {
	for _, r := range e.Resources {
		if object, ok := s3Object(r.UID); ok && object != "" {
			all = append(all, object)
		}
	}
	file := cmp.Or(e.Databucket.File.Path, e.Databucket.File.Name)
	if len(e.Resources) == 0 && file != "" {
		if e.Databucket.Name != "" {
			file = e.Databucket.Name + "/" + file
		}
		all = append(all, file)
	}
	return all
}

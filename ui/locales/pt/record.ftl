# unreviewed

record-title = O meu registo
record-search = Procurar em tudo
record-search-hint = Alergias, medicamentos, resultados, cartas…
record-found = { $count ->
    [0] Nada encontrado
    [one] 1 registo
   *[other] { $count } registos
}
record-view = Ordem
record-view-sections = Por tipo
record-view-timeline = Por data
record-origin = Mostrar
record-origin-all = Tudo
record-origin-imported = De ficheiros
record-origin-added_by_me = Adicionado por mim
record-add = Adicionar
record-empty-title = Ainda nada aqui
record-empty = Adicione um ficheiro, uma foto de uma carta ou escreva algo.
record-nothing-title = Nada encontrado
record-nothing = Tente outra palavra ou veja todos os registos.
record-no-date = Sem data
record-list = Registos { $from } a { $to }
record-severe = Grave
record-clinical-name = Nome clínico
record-code = Um link ou código de uma clínica
record-source = De onde
record-date = Data
record-imported = Adicionado em
record-file = Ficheiro
record-details = Pormenores
record-raw = Os dados como chegaram
record-raw-note = É o que a fonte enviou, sem mudanças.
record-course = Ao longo do tempo
record-course-label = { $title }: { $count } valores, o último em { $date }
record-shared = Quem viu isto
record-shared-none = Ninguém. Não o partilhou.
record-shared-opened = Aberto. Deu-o em { $date }.
record-shared-unopened = Não aberto. Deu-o em { $date }.
record-sensitive = Fica de fora ao partilhar, a não ser que escolha: { $group }
record-remove = Remover desta carteira
record-remove-title = Remover isto?
record-remove-note = Desaparece deste aparelho. As cópias partilhadas ficam nas clínicas.
record-removed = Removido.
record-document = Documento
record-document-save = Guardar o ficheiro
record-document-saved = Guardado como { $file }.
record-document-none = Este tipo de ficheiro não se pode mostrar aqui.
record-document-page = Página { $page } de { $pages }
record-document-before = Página anterior
record-document-after = Página seguinte
record-document-alt = Página { $page } de { $name }
record-fact-status = Estado
record-fact-verification = Certeza
record-fact-type = Tipo
record-fact-criticality = Perigo
record-fact-reaction = Reação
record-fact-severity = Gravidade
record-fact-onset = Início
record-fact-last_reaction = Última reação
record-fact-dose = Dose
record-fact-route = Como se toma
record-fact-as_needed = Só se for preciso
record-fact-since = Desde
record-fact-until = Até
record-fact-reason = Motivo
record-fact-stopped_because = Parou porque
record-fact-quantity = Quantidade
record-fact-stage = Estádio
record-fact-body_site = Parte do corpo
record-fact-ended = Fim
record-fact-protects_from = Protege de
record-fact-dose_number = Número da dose
record-fact-lot = Número do lote
record-fact-range = Valores normais
record-fact-interpretation = O laboratório diz
record-fact-conclusion = Conclusão
record-fact-method = Método
record-fact-outcome = Desfecho
record-fact-complication = Complicação
record-fact-description = Descrição
record-fact-birth_date = Nascimento
record-fact-gender = Sexo
record-fact-phone = Telefone
record-fact-address = Morada
record-fact-value = Resultado
record-fact-component = Parte
record-fact-note = Nota
record-fact-recorded = Anotado em
record-add-title = Adicionar ao registo
record-add-file = Escolher um ficheiro
record-add-file-hint = Um ficheiro de registo de um hospital, um ZIP, um PDF, uma foto ou um texto. Ou largue-o aqui, ou cole-o.
record-add-reading = A ler { $file }
record-add-sample = Experimentar com um exemplo
record-add-sample-note = Dados inventados, marcados EXEMPLO em todo o lado.
record-add-by-hand = Escrever
record-add-by-hand-note = Fica marcado «Adicionado por mim».
record-kind = O que é?
record-kind-allergy = Uma alergia
record-kind-medicine = Um medicamento
record-name-allergy = A que tem alergia?
record-name-medicine = Que medicamento?
record-detail-allergy = O que acontece?
record-detail-medicine = Quanto e quantas vezes?
record-since = Desde quando?
record-since-hint = Basta o ano: 2019
record-severe-ask = Foi grave
record-severe-note = Falta de ar, inchaço ou hospital.
record-hand-save = Guardar
record-hand-saved = { $name } está no seu registo.
record-report-added = { $count ->
    [0] Nada de novo em { $file }
    [one] 1 registo adicionado de { $file }
   *[other] { $count } registos adicionados de { $file }
}
record-report-unread = Não se conseguiu ler { $file }
record-report-known = { $count ->
    [one] 1 já cá estava.
   *[other] { $count } já cá estavam.
}
record-report-problems = { $count ->
    [one] 1 coisa não se conseguiu ler
   *[other] { $count } coisas não se conseguiram ler
}
record-report-see = Ver o registo
record-other-title = Isto é sobre si?
record-other-note = Este ficheiro é sobre { $file }. O seu registo é sobre { $here }.
record-other-same = Sim, sou eu: adicionar
record-other-other = Não: guardar à parte
record-other-other-note = Os registos guardados à parte nunca estão no resumo.
record-other-cancel = Não adicionar

record-sample-title = Retirar primeiro o exemplo?
record-sample-note = O exemplo inventado ainda está neste registo. O seu próprio registo deve estar sozinho.
record-sample-again = O que escreveu fica.
record-sample-remove = Retirar o exemplo e adicionar

## Over time

record-medicines-title = Medicamentos ao longo do tempo
record-medicines-label =
    { $count ->
        [one] 1 medicamento desde { $from }. A tabela abaixo diz o mesmo.
       *[other] { $count } medicamentos desde { $from }. A tabela abaixo diz o mesmo.
    }
record-medicines-now = Hoje
record-medicines-more =
    { $count ->
        [one] Mais 1 está na tabela.
       *[other] Mais { $count } estão na tabela.
    }
record-medicines-unknown = Um ponto só: ninguém anotou quando terminou.
record-medicines-table = Como tabela
record-medicines-medicine = Medicamento
record-medicines-from = Desde
record-medicines-until = Até
record-medicines-taking = Ainda toma
record-medicines-no-end = Não anotado
record-vaccines-title = Vacinas por doença
record-vaccines-disease = Contra
record-vaccines-given = Dadas
record-vaccines-number = Dose { $number }

record-code-hint = SMART Health Link ou Card, ou um certificado de saúde
record-code-take = Adicionar
record-code-asks = Só então se pergunta ao servidor do link.
record-passcode = Este link tem um código de acesso
record-passcode-note = Pergunte a quem lhe deu o link.
record-passcode-wrong = Esse código está errado.
record-passcode-left = { $count ->
    [one] Errado. Resta 1 tentativa.
   *[other] Errado. Restam { $count } tentativas.
  }
record-passcode-give = Abrir
record-follows = Guardamos este link para que o possa atualizar.
record-followed = Links que pode atualizar
record-followed-note = O que está por trás pode mudar. Ninguém é consultado até premir Atualizar agora.
record-followed-none = Não se segue nenhum link
record-followed-asked = Última consulta: { $when }
record-followed-update = Atualizar agora
record-followed-stop = Deixar de seguir
record-followed-stays = O que veio dele fica no seu registo.
record-signed = Quem o assinou?
record-signed-note = Duas perguntas diferentes: de quem diz ser e se é verdade. Só se pedem as chaves ao emissor quando premir.
record-signed-check = Verificar a assinatura
record-signed-issuer = Diz ser de
record-signed-nobody = ninguém é nomeado
record-signed-right = A assinatura está certa?
record-signed-valid = Sim. Não foi alterado.
record-signed-wrong = Não. Foi alterado, ou outra pessoa o assinou.
record-signed-unknown_key = Não se sabe. A sua chave não está publicada.
record-signed-not_checked = Não verificado.
record-signed-now = Vale agora?
record-signed-holds = Sim
record-signed-too_early = Ainda não
record-signed-expired = Não, expirou
record-signed-revoked = Não, o emissor retirou-o
record-signed-back = Foi retirado?
record-signed-back-none = O emissor não publica nenhuma lista.
record-signed-back-checked = Não. Consultou-se a lista do emissor.
record-signed-back-not_checked = Não se sabe. Não se conseguiu a lista.
record-signed-vouched = Alguém responde pelo emissor?
record-signed-vouched-nobody = Ninguém foi consultado.
record-signed-vouched-yes = Sim, uma lista que escolheu.
record-signed-vouched-no = Nenhuma lista que escolheu o tem.
record-code-field = Link ou código

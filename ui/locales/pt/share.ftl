# unreviewed

share-who-title = Para quem é?
share-who-met = Clínicas que conhece
share-who-met-hint = { $what }, { $length }
share-who-again = Como da última vez: { $what }, { $length }
share-who-others = Outra pessoa
share-who-scan = Ler o código da clínica
share-who-scan-hint = Com a câmara, uma imagem, uma ligação ou um ficheiro
share-who-first = Quem tiver o código
share-who-first-hint = O primeiro que o ler pergunta-lhe. Diz sim ou não.
share-who-spoken = A clínica não tem código para ler
share-who-spoken-hint = Um código animado e seis palavras que diz. Sem rede.
share-who-riskier = Mais risco
share-who-visit = Para que é?
share-who-visit-hint = Preenche as respostas. Pode mudá-las.
share-scan-title = Ler o código da clínica
share-scan-lead = Está no balcão da clínica ou no ecrã.
share-scan-start = Usar a câmara
share-scan-stop = Desligar a câmara
share-scan-file = Escolher uma imagem ou um ficheiro
share-scan-looking = À procura de um código. Ponha-o à frente da câmara.
share-scan-none = A câmara não se pode usar aqui. Use outra forma.
share-scan-view = O que a câmara vê
share-scan-link = A ligação da clínica
share-scan-look = Ler a ligação
share-scan-reading = A ler o código…
share-clinic-title = É esta a clínica?
share-clinic-check = Letras de controlo
share-clinic-check-hint = Têm de ser iguais às do cartão da clínica.
share-clinic-listed = Numa lista em que confia
share-clinic-met = A mesma chave da última vez
share-clinic-new = Nova para si
share-clinic-new-hint = Não sabemos quem fez este código. Compare as letras antes de partilhar.
share-clinic-yes = Sim, é esta clínica
share-clinic-no = Não, ler outra vez
share-key-title = A chave desta clínica é diferente da última vez
share-key-stopped = Parámos aqui. Nada foi partilhado.
share-key-why = O que pode significar
share-key-new = A clínica tem uma chave nova. Acontece, mas raramente.
share-key-false = Alguém finge ser esta clínica.
share-key-do = O que pode fazer
share-key-call = Pergunte à clínica em pessoa ou por um telefone que conheça.
share-key-forget = Se tem chave nova: remova a antiga nas Definições. Depois leia outra vez.
share-key-kept = As outras partilhas ficam como estão.
share-key-leave = Sair
share-key-other = Ler outro código

share-withdrawn-title = Esta clínica já não usa este código
share-withdrawn-why = O que significa
share-withdrawn-key = A clínica retirou este código. Outra pessoa pode ter a chave dela.
share-withdrawn-right = A clínica fez bem. Não fez nada de errado.
share-withdrawn-ask = Peça à clínica o código novo. Depois leia esse.
share-withdrawn-look = Partilhou com o código antigo? Veja, e pare se não tiver a certeza.
share-withdrawn-other = Ler o código novo
share-what-title = O que podem ver?
share-what-summary = Resumo
share-what-summary-hint = Alergias, medicamentos, doenças, vacinas e últimos resultados
share-what-everything = Tudo
share-what-everything-hint = Todos os registos e documentos
share-what-chosen = Eu escolho
share-what-chosen-hint = Por secção ou registo a registo
share-what-deidentified = Sem o seu nome
share-what-deidentified-hint = Nome, morada, texto livre e documentos ficam de fora. As datas ficam aproximadas.
share-what-claim = Só o que o pedido precisa
share-what-claim-hint = Escolhe os registos. Mais nada segue.
share-what-sections = Secções
share-what-one = Escolher em { $section }
share-what-each = Um a um
share-what-pick = Escolher registos
share-what-picked = { $count ->
    [0] Ainda nenhum registo escolhido
    [one] 1 registo escolhido
   *[other] { $count } registos escolhidos
}
share-what-picked-done = { $count ->
    [0] Concluído
    [one] Concluído: 1 registo
   *[other] Concluído: { $count } registos
}
share-what-some = { $chosen } de { $count } escolhidos
share-what-count = { $count ->
    [one] { $count } registo
   *[other] { $count } registos
}
share-what-find = Procurar um registo
share-what-found = { $count ->
    [0] Nenhum registo encontrado.
    [one] 1 registo encontrado.
   *[other] { $count } registos encontrados. Escreva mais para ver menos.
}
share-what-nothing = Escolha pelo menos um registo.
share-what-private = Temas privados
share-what-private-hint = Desligados até os escolher. A clínica não sabe que falta algo.
share-what-private-none = Procuramos 5 temas privados. Não há nenhum no que escolheu.
share-what-private-miss = Podemos falhar alguns. Veja o que vão ver antes de partilhar.
share-what-shown = Mostrado
share-what-hidden = Não mostrado
share-long-title = Por quanto tempo?
share-long-other = Outro tempo
share-long-other-hint = Até 30 dias
share-long-number = Quantos
share-long-unit = Horas ou dias
share-long-unit-hours = horas
share-long-unit-days = dias
share-long-too = Escolha entre 1 hora e 30 dias.
share-long-ends-today = Termina hoje às { $time }
share-long-ends-tomorrow = Termina amanhã às { $time }
share-long-ends-day = Termina em { $day } às { $time }
share-long-more = Mais opções
share-long-openings = Quantas vezes o podem abrir?
share-long-any = As vezes que quiserem
share-long-times = { $count ->
    [one] Uma vez
   *[other] { $count } vezes
}
share-long-offline = Pode ser aberto quando não se chega ao diário
share-long-offline-hint = Bom onde a internet é fraca. Mas se parar, podem sabê-lo mais tarde.
share-check-title = Verifique e partilhe
share-check-who = Quem pode olhar
share-check-first = Quem ler primeiro o código
share-check-first-note = Perguntam-lhe primeiro. Nada é partilhado antes do seu sim.
share-check-spoken-note = Sem as palavras ninguém o pode abrir.
share-check-what = O que veem
share-check-hidden = Não mostrado: { $groups }
share-check-let-in = Temas privados mostrados: { $groups }
share-check-long = Por quanto tempo
share-check-times = { $count ->
    [one] Pode ser aberto uma vez
   *[other] Pode ser aberto { $count } vezes
}
share-check-offline = Também quando não se chega ao diário
share-check-change-who = Mudar quem pode olhar
share-check-change-what = Mudar o que veem
share-check-change-long = Mudar o tempo
share-note = Pode parar a qualquer momento. Se guardarem ou imprimirem uma cópia enquanto está aberto, não a podemos retirar.
share-check-log = Isto fica escrito no seu diário.
share-check-code = Mostrar o código
share-check-send = Partilhar agora
share-preview-title = O que vão ver
share-preview-open = Ver exatamente o que vão ver
share-preview-pdf = O mesmo em PDF, para ler ou imprimir
share-preview-changes = Mudado para não apontar para si
share-preview-empty = Nada seria partilhado. Mude o que veem.
share-preview-all = Mostrar os { $count }
share-change-names = Nomes e números que apontam para si ficam de fora.
share-change-addresses = As moradas ficam de fora.
share-change-dates = As datas ficam aproximadas.
share-change-text = O texto livre fica de fora.
share-change-documents = Os documentos ficam de fora.
share-change-other = Alguns pormenores ficam de fora ou aproximados.
share-code-title = O seu código
share-code-show = Deixe a clínica ler este código.
share-code-alt = O código para { $clinic }
share-code-small = O código só serve a esta clínica.
share-moving = Sem rede aí? Mostrar um código animado
share-moving-title = Um código animado
share-moving-show = Mantenha-o diante da câmara da clínica cerca de { $seconds } segundos, até o ecrã deles o ter. Ninguém precisa de rede.
share-moving-pause = Parar
share-moving-go = Continuar
share-spoken-name = Quem ouvir as seis palavras
share-spoken-show = Mantenha-o diante da câmara da clínica cerca de { $seconds } segundos, até o ecrã deles pedir palavras.
share-spoken-alt = O código animado
share-spoken-say = Depois diga estas seis palavras
share-spoken-label = Seis palavras
share-spoken-note = Quem filmou o código e ouve as palavras pode abri-lo. Diga-as só na clínica.
share-phase-sending = A enviar…
share-phase-sending-note = Daqui a um momento a clínica pode abri-lo.
share-phase-unsent = Ainda por enviar
share-phase-unsent-note = Não há internet. Enviamos assim que houver. Nada é enviado com o Keepwell fechado ou bloqueado.
share-phase-waiting = À espera da clínica
share-phase-waiting-note = Esta página muda sozinha quando abrirem.
share-phase-scanned = O código foi lido
share-phase-scanned-note = { $clinic } recolheu o seu registo. Ainda não nos disseram que está no ecrã.
share-phase-open = Têm-no aberto
share-phase-open-note = { $clinic } abriu o seu registo às { $time }.
share-phase-left = Fecharam-no
share-phase-left-note = { $clinic } abriu o seu registo às { $time }. Podem abri-lo de novo.
share-phase-paused = Em pausa
share-phase-paused-note = Não o podem abrir até o deixar continuar.
share-phase-stopping = A paragem ainda não foi enviada
share-phase-stopping-note = Podem abri-lo até o dispositivo ter internet. Enviamos logo a seguir.
share-phase-stopped = Parado
share-phase-stopped-note = Não o podem abrir outra vez.
share-phase-ended = Terminado
share-phase-ended-note = Passaram { $length }. Não o podem abrir outra vez.
share-phase-used = Esgotado
share-phase-used-note = Abriram-no as vezes que permitiu.
share-fact-scanned = Código lido
share-fact-key = A chave da clínica corresponde
share-fact-shown = Disseram-nos: está no ecrã
share-fact-log = Escrito no seu diário
share-code-link = Copiar a ligação
share-code-leave = Pronto, deixar aberto
share-code-copied = A ligação está copiada. Cole-a em 60 segundos, depois apagamo-la.
share-code-delivered = Vai a caminho do ecrã da clínica.
share-first-title = Mostre este código
share-first-lead = O primeiro que o ler pergunta-lhe. Nada é partilhado antes do seu sim.
share-first-alt = O código para quem o ler primeiro
share-first-ring = Código novo
share-first-waiting = À espera que alguém leia
share-first-renews = { $seconds ->
    [one] Código novo em { $seconds } segundo, para ninguém usar uma foto deste.
   *[other] Código novo em { $seconds } segundos, para ninguém usar uma foto deste.
}
share-first-new = Aqui está um código novo.
share-words-title = Estas palavras estão no ecrã da clínica?
share-words-who = { $clinic } pede para ver o seu registo.
share-words-yes = Sim, as mesmas palavras
share-words-note = Se uma palavra for diferente, diga Não. Então nada é partilhado.
share-words-nothing = Ainda nada foi partilhado.
share-refused-title = Nada foi partilhado
share-refused-note = Disse não. O código já não serve.
share-failed-title = Não resultou
share-failed-note = Nada foi partilhado.
share-failed-again = Fazer um código novo
share-failed-leave = Sair

share-who-link = A clínica não tem o Keepwell
share-who-link-hint = Crie um link. Quem o tiver pode abrir o seu resumo.

# unreviewed

grants-title = Quem pode ver o meu registo
grants-now = Agora
grants-none = Ninguém pode ver o seu registo.
grants-none-fetch = Ninguém pode ir buscar o seu registo agora.
grants-share = Partilhar com uma clínica
grants-open = { $count ->
    [one] Uma clínica pode ver o seu registo
   *[other] { $count } clínicas podem ver o seu registo
}
grants-copies = { $count ->
    [0] Não foi informada nenhuma cópia guardada.
    [one] Informaram 1 cópia guardada. Não a podemos apagar.
   *[other] Informaram { $count } cópias guardadas. Não as podemos apagar.
}
grants-offline = { $count ->
    [one] { $count } partilha pode ser aberta quando não se chega ao diário.
   *[other] { $count } partilhas podem ser abertas quando não se chega ao diário.
}
grants-links = { $count ->
    [one] { $count } ligação aberta serve a quem a tiver.
   *[other] { $count } ligações abertas servem a quem as tiver.
}
grants-review = Verificar um a um
grants-review-hint = Veja quem tem acesso. Mantenha ou pare.
grants-stop-all = Parar tudo
grants-past = Antes
grants-past-none = Não partilhou antes.
grants-show-past = { $count ->
    [one] Mostrar mais { $count }
   *[other] Mostrar mais { $count }
}
grants-state-stopping = Paragem por enviar
grants-opened = { $count ->
    [0] Ainda não aberto
    [one] Aberto uma vez
   *[other] Aberto { $count } vezes
}
grants-opened-past = { $count ->
    [0] Nenhuma abertura informada
    [one] Aberto uma vez
   *[other] Aberto { $count } vezes
}
grants-stop-of = Parar o acesso de { $clinic }
grants-see = Ver { $clinic }
grants-detail-until = Até: { $when }
grants-detail-made = Partilhado: { $when }
grants-detail-purpose = Para: { $purpose }
grants-detail-sees = Veem
grants-detail-saw = Podiam ver
grants-detail-records = { $count ->
    [one] { $count } registo
   *[other] { $count } registos
}
grants-detail-code = Mostrar o código
grants-detail-more-time = Dar mais tempo
grants-detail-again = Partilhar de novo com eles
grants-detail-pause = Pausa
grants-detail-resume = Deixar continuar
grants-detail-pending = Enviamos assim que houver internet. Até lá nada muda para a clínica. Nada é enviado com o Keepwell fechado ou bloqueado.
grants-detail-paused-note = Não o podem abrir durante a pausa. O tempo continua.
grants-detail-stop = Parar o acesso
grants-detail-seen = O que aconteceu
grants-detail-nothing = Ainda nada. Aparece aqui quando abrirem.
grants-detail-nothing-past = Nenhuma abertura informada.
grants-detail-facts = Como está
grants-relay-waiting = Ainda não foi tudo enviado ao servidor
grants-relay-open = O servidor passa-o
grants-relay-paused = O servidor retém-no
grants-relay-closed = O servidor fechou-o
grants-log-waiting = Ainda não está no seu diário
grants-log-granted = O diário diz: partilhado
grants-log-stop_written = O diário diz: parado
grants-detail-offline = Pode ser aberto quando não se chega ao diário.
grants-event-opened = Abriram-no
grants-event-refused = Tentaram abrir: bloqueado
grants-event-shown = Disseram-nos: esteve no ecrã
grants-event-saved = Disseram-nos: guardaram uma cópia
grants-event-printed = Disseram-nos: imprimiram
grants-event-closed = Disseram-nos: fecharam
grants-event-asked = Pediram mais tempo
grants-event-verified = Provado: a chave desta clínica
grants-event-said = Não provado
grants-stop-title-done = Acesso parado
grants-stop-title-never = Nunca foi enviado
grants-stop-title-sending = A parar…
grants-stop-title-unsent = A paragem ainda não foi enviada
grants-stop-title-closed = Fechado, mas ainda não no diário
grants-stop-title-written = No diário, mas ainda não fechado
grants-stop-sub-done = { $time } · escrito no seu diário
grants-stop-sub-unsent = Enviamos logo a seguir.
grants-stop-sub-sending = Estamos a enviar a paragem.
grants-stop-sub-closed = Continuamos a tentar.
grants-stop-sub-written = Continuamos a tentar.
grants-stop-done = Não o podem abrir outra vez.
grants-stop-done-more = A ligação e o código já não servem.
grants-stop-never = Ninguém o pôde abrir.
grants-stop-never-more = Não tinha saído do dispositivo.
grants-stop-sending = Podem abri-lo até a paragem chegar.
grants-stop-sending-more = Demora um momento.
grants-stop-unsent = Podem abri-lo até o dispositivo ter internet.
grants-stop-unsent-more = Nada é enviado com o Keepwell fechado.
grants-stop-closed = Não o podem recolher outra vez.
grants-stop-closed-more = O servidor fechou-o. O diário vai tê-lo em breve.
grants-stop-written = O diário diz parado.
grants-stop-written-more = Mas o servidor não o fechou. Uma clínica que veja o diário não o abre.
grants-stop-unopened = Nenhuma abertura informada.
grants-stop-seen = { $count ->
    [one] Abriram-no uma vez.
   *[other] Abriram-no { $count } vezes.
}
grants-stop-seen-more = Podem lembrar-se do que viram.
grants-stop-saved = { $count ->
    [one] Disseram-nos: 1 cópia guardada às { $time }.
   *[other] Disseram-nos: { $count } cópias guardadas, a última às { $time }.
}
grants-stop-saved-untimed = { $count ->
    [one] Disseram-nos: 1 cópia guardada.
   *[other] Disseram-nos: { $count } cópias guardadas.
}
grants-stop-saved-more = { $count ->
    [one] Não a podemos apagar. Pode haver cópias que não vemos.
   *[other] Não as podemos apagar. Pode haver cópias que não vemos.
}
grants-stop-printed = { $count ->
    [one] Disseram-nos: impresso uma vez.
   *[other] Disseram-nos: impresso { $count } vezes.
}
grants-stop-printed-more = Não podemos retirar o papel.
grants-stop-no-copy = Não informaram nenhuma cópia.
grants-stop-no-copy-more = Pode haver cópias que não vemos.
grants-stop-offline = Um computador sem internet ainda o pode abrir.
grants-stop-offline-more = Permitiu-o. Termina o mais tardar: { $when }.
grants-stop-law = Uma clínica pode ter de guardar o que usou para o tratar.
grants-stop-again = Partilhar de novo com eles
grants-stop-all-title = Parar tudo?
grants-stop-all-note = { $count ->
    [one] { $count } clínica tem acesso. Não poderá voltar a abrir o seu registo.
   *[other] { $count } clínicas têm acesso. Não poderão voltar a abrir o seu registo.
}
grants-stop-all-yes = Sim, parar tudo
grants-stop-all-no = Deixar como está
grants-stop-all-done = { $count ->
    [0] Está tudo parado
    [one] 1 paragem por enviar
   *[other] { $count } paragens por enviar
}
grants-stop-all-done-note = Ninguém pode abrir o seu registo agora.
grants-stop-all-copies = As cópias guardadas ou impressas ficam com eles.
grants-more-title = Dar mais tempo
grants-asked-title = { $clinic } pede mais tempo
grants-asked-note = Pedido: { $when }. Nada muda se não o der.
grants-more-again-title = Partilhar de novo com eles
grants-more-note = { $clinic } recebe um código novo. O antigo deixa de servir assim que o novo estiver feito.
grants-more-again-note = { $clinic } recebe um código novo. Veem o mesmo que antes.
grants-more-show = Mostrar o código novo
grants-review-title = Manter ou parar?
grants-review-keep = Manter
grants-review-stop = Parar
grants-review-done = Já viu todos
grants-review-kept = { $count ->
    [0] Ninguém pode abrir o seu registo agora.
    [one] 1 clínica ainda pode ver o seu registo.
   *[other] { $count } clínicas ainda podem ver o seu registo.
}
grants-review-stopped = { $count ->
    [one] Parou 1.
   *[other] Parou { $count }.
}
grants-review-unsent = { $count ->
    [one] 1 paragem por enviar.
   *[other] { $count } paragens por enviar.
}
grants-review-others = Quem puder usar o dispositivo ou tiver as palavras também o pode ver.
grants-history-title = Acessos ao longo do tempo
grants-history-label = { $count ->
    [one] { $count } clínica desde { $from }. A tabela abaixo diz o mesmo.
   *[other] { $count } clínicas desde { $from }. A tabela abaixo diz o mesmo.
}
grants-history-bar = podia abrir
grants-history-dot = aberto
grants-history-cross = parado
grants-history-table = Em tabela
grants-history-clinic = Clínica
grants-history-from = Desde
grants-history-end = Como terminou
grants-history-times = Aberto
grants-history-now = Hoje
grants-history-open = Ainda aberto

# unreviewed

scan-title = Leia o código do paciente
scan-lead = Use a forma que tiver à mão.

scan-camera = Câmara
scan-camera-start = Usar a câmara
scan-camera-hint = Segure o telemóvel a cerca de 20 cm da câmara.
scan-camera-once = Da próxima vez liga-se sozinha.
scan-camera-starting = A ligar a câmara…
scan-camera-looking = À procura de um código…
scan-frames = { $have } de { $needed } partes lidas. Mantenha aí o telefone.
scan-camera-view = O que a câmara vê
scan-camera-stop = Desligar a câmara
scan-camera-again = Tentar a câmara de novo
scan-camera-insecure = O navegador só dá a câmara a páginas com HTTPS. Avise a informática. As outras formas funcionam.
scan-camera-none = Este computador não tem câmara.
scan-camera-denied = Esta página não tem autorização para usar a câmara. Autorize-a no início da barra de endereço ou use outra forma.
scan-camera-in-use = Outro programa está a usar a câmara. Feche-o e tente de novo.
scan-camera-failed = A câmara não se ligou. Tente de novo ou use outra forma.

scan-usb = Leitor USB
scan-usb-hint = Basta ler o código. Não é preciso clicar em nada.
scan-usb-listening = À escuta
scan-usb-deaf = Não está à escuta, clique aqui

scan-link = Colar uma ligação
scan-link-hint = De uma mensagem ou de um e-mail.
scan-link-label = A ligação do paciente
scan-link-open = Abrir

scan-picture = Escolher uma imagem
scan-picture-hint = Uma foto ou captura de ecrã do código. Pode largá-la aqui.
scan-picture-looking = A ver a imagem…
scan-picture-nothing = Não há nenhum código nesta imagem. Escolha uma em que todo o código esteja nítido.

scan-screen = O paciente lê este ecrã
scan-screen-hint = A aplicação do paciente lê um código daqui.
scan-screen-show = Mostrar o código
scan-screen-lead = Aqui não é precisa uma câmara.

scan-heard-clinic = Este código é de uma clínica, não de um paciente. Peça ao paciente que mostre o dele.
scan-heard-damaged = Falta uma parte deste código. Leia-o de novo ou copie a ligação inteira.
scan-heard-newer = Este código é mais novo do que esta página. Carregue a página de novo. Se não ajudar, avise a informática.
scan-heard-other = Este não é um código de paciente do Keepwell.
scan-heard-unreadable = O leitor escreveu algo que esta página não consegue ler. Ponha o leitor em teclado dos EUA ou use outra forma.

scan-show-title = Peça ao paciente que leia isto
scan-show-lead = Na aplicação do paciente: Partilhar e depois Ler o código da clínica.
scan-show-starting = A fazer um código…
scan-show-alt = Código para a aplicação do paciente
scan-show-waiting = À espera do paciente
scan-show-renews = { $seconds ->
    [one] Código novo em { $seconds } segundo
   *[other] Código novo em { $seconds } segundos
}
scan-show-ring = Tempo até ao próximo código
scan-show-new = Há um código novo.
scan-show-session = O paciente vê este ecrã como:
scan-session-name = Este ecrã, não verificado por ninguém
scan-session-note = A chave é criada para esta visita e desaparece quando fechar a página.

scan-first-title = A perguntar ao paciente
scan-first-lead = Pergunta-se por quem lê primeiro. O paciente vê agora o nome da sua clínica.
scan-first-starting = A chegar ao telemóvel do paciente…

scan-words-title = Compare estas três palavras
scan-words = Peça ao paciente que leia as dele em voz alta. Têm de ser as mesmas.
scan-words-label = Três palavras
scan-words-same = São as mesmas: o paciente diz sim no telemóvel e escolhe o que vê.
scan-words-other = Não são as mesmas: pare. Alguém pode ter-se metido pelo meio.
scan-words-stop = Não são as mesmas
scan-words-waiting = À espera da resposta do paciente

scan-spoken-title = Escreva as seis palavras
scan-spoken-lead = O telemóvel do paciente mostra seis palavras. Peça-as e escreva-as aqui.
scan-spoken-label = Seis palavras
scan-spoken-hint = As maiúsculas e as vírgulas não contam. Bastam as quatro primeiras letras de cada palavra.
scan-spoken-open = Abrir
scan-spoken-wrong = Estas não são as palavras. Peça ao paciente que as diga outra vez.
scan-spoken-unknown = A palavra { $place } não é das que um telemóvel mostra. Peça ao paciente que a soletre.
scan-spoken-count = São seis palavras. Escreveu { $count }.
scan-spoken-long = É demasiado longo. Escreva só as seis palavras.

scan-over-refused-title = O paciente disse não
scan-over-refused = Nada foi partilhado.
scan-over-mismatch-title = Parado por segurança
scan-over-mismatch = O que chegou não correspondia a este código. Alguém pode ter-se metido pelo meio. Nada foi partilhado. Use um código novo.
scan-over-stopped-title = Parado
scan-over-stopped = Nada foi partilhado. O código já não serve.
scan-over-gone-title = Este código já foi usado
scan-over-gone = Outra pessoa leu-o primeiro ou o tempo dele acabou. Peça um código novo.
scan-over-unreachable-title = Não é possível chegar ao servidor
scan-over-unreachable = Verifique a rede e tente de novo.
scan-over-unlisted-title = Este código é de outro operador
scan-over-unlisted = Esta página não pode contactar esse servidor. Peça ao paciente um SMART Health Link.
scan-over-again = Tentar de novo
scan-over-new = Fazer um código novo
